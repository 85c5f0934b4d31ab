import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Contender } from './contender.ts'
import type { Question, Usage } from './control.ts'
import type { Count, Job } from './load.ts'
import { ask, connectWhenOpen, end, freePort, spawnNode } from './process.ts'

/** A contender that runs, with a channel to ask it what it uses. */
export interface Running {
  readonly name: string
  readonly port: number
  usage(question: Question): Promise<Usage>
  end(): Promise<void>
}

/** The process that asks the contenders. */
export interface Load {
  /** Rejects at a wrong answer: a contender that answers wrong is not measured. */
  run(job: Job): Promise<Extract<Count, { readonly ok: true }>>
}

/** Where processes are started, so that all of them end however a measure ends. */
export interface Stage {
  /** On the core of the contenders, unless another is named. */
  start(contender: Contender, core?: 'server' | 'load'): Promise<Running>
  startLoad(): Load
}

export async function withStage<T>(use: (stage: Stage) => Promise<T>): Promise<T> {
  const children: ChildProcess[] = []
  const start: Stage['start'] = async (contender, core = 'server') => {
    const port = await freePort()
    const control = new URL('./control.ts', import.meta.url).href
    const child = spawnNode(['--import', control, ...contender.command(port)], core, 'ipc', contender.env)
    children.push(child)
    ;(await connectWhenOpen(child, port)).destroy()
    return {
      name: contender.name,
      port,
      usage: (question) => ask(child, question),
      end: () => end(child),
    }
  }
  const startLoad = (): Load => {
    const child = spawnNode([fileURLToPath(new URL('./load.ts', import.meta.url))], 'load', 'ipc')
    children.push(child)
    return {
      run: async (job) => {
        const count = await ask<Count>(child, job)
        if (count.ok) return count
        throw new Error(count.fault)
      },
    }
  }
  try {
    return await use({ start, startLoad })
  } finally {
    await Promise.all(children.map((child) => end(child)))
  }
}
