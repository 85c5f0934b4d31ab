import { readFileSync } from 'node:fs'

/** The most memory that this process had, in bytes. Linux says it of this program alone; `maxRSS` also has what it was before it became Node. */
export function peakMemory(): number {
  try {
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
  } catch {
    return process.resourceUsage().maxRSS * 1024 // no /proc: another system
  }
}
