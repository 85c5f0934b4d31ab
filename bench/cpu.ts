import { readFileSync } from 'node:fs'

/** Linux counts the time of processes in hundredths of a second (`USER_HZ` of its interface, whatever the machine). */
const TICK = 10_000

/** Time on a processor of a process and its children as they run now, in microseconds each. Linux alone says it. */
export function cpuOfAll(pid: number): ReadonlyMap<number, number> {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  const below = children === '' ? [] : children.split(' ').map((child) => cpuOfAll(Number(child)))
  return new Map([[pid, cpuOf(pid)], ...below.flatMap((one) => [...one])])
}

/** The 14th and 15th field, after the name, which may have anything in it (proc_pid_stat(5)). */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK
}
