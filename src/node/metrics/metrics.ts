import { Counter, Gauge, Registry } from 'prom-client'
import type { ProcessCounts } from './counts.ts'

export interface Metrics {
  readonly contentType: string
  /** In the text format of Prometheus (exposition format 0.0.4). */
  write(counts: ProcessCounts, workers: number): Promise<string>
}

/** Makes what a scrape reads. Numbers are brought in when somebody asks for them, and never while requests are answered. */
export function createMetrics(): Metrics {
  const registers = [new Registry()] as const
  const [registry] = registers
  const labelNames = ['operation', 'status', 'kind']
  const answers = new Counter({
    name: 'miaosuan_mock_answers_total',
    help: 'Answers by operation, HTTP status and where they came from.',
    labelNames,
    registers: [...registers],
  })
  const seconds = new Counter({
    name: 'miaosuan_mock_answer_seconds_total',
    help: 'Time until those answers were handed to their connections, delays included.',
    labelNames,
    registers: [...registers],
  })
  const cpu = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of all processes.',
    registers: [...registers],
  })
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [...registers] })
  const memory = gauge('process_resident_memory_bytes', 'Memory of all processes that answer.')
  const processes = gauge('miaosuan_mock_workers', 'Processes that answer.')
  return {
    contentType: registry.contentType,
    write(counts, workers) {
      for (const counter of [answers, seconds, cpu]) counter.reset()
      for (const { operation, status, kind, count, milliseconds } of counts.answers) {
        answers.inc({ operation, status, kind }, count)
        seconds.inc({ operation, status, kind }, milliseconds / 1000)
      }
      cpu.inc(counts.cpu)
      memory.set(counts.memory)
      processes.set(workers)
      return registry.metrics()
    },
  }
}
