import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What a process of the benchmark is asked, and answers with plain numbers. */
export type Question =
  | { readonly ask: 'start'; readonly numbers: Readonly<Record<string, number>>; readonly text?: string }
  | { readonly ask: 'measure' }
  | { readonly ask: 'join'; readonly count: number }

export type Answer = Readonly<Record<string, number>>

export interface Process {
  ask(question: Question): Promise<Answer>
  stop(): Promise<void>
}

/** Starts a process of the benchmark: servers are measured apart from those who load them. */
export function startProcess(file: string): Process {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = fork(path, { execArgv: ['--expose-gc'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return {
    async ask(question) {
      child.send(question)
      const [answer] = await Promise.race([once(child, 'message'), failOnExit(child, file)])
      return readAnswer(answer)
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** Answers questions, in the process itself. */
export function answerQuestions(answer: (question: Question) => Promise<Answer>): void {
  process.on('message', (question: Question) => {
    void answer(question).then((numbers) => process.send?.(numbers))
  })
}

/** CPU time so far in microseconds, and resident bytes after a clean-up. */
export function measureProcess(): Answer {
  const { user, system } = process.cpuUsage()
  globalThis.gc?.()
  return { cpuMicros: user + system, residentBytes: process.memoryUsage.rss() }
}

async function failOnExit(child: ChildProcess, file: string): Promise<never> {
  const [code] = await once(child, 'exit')
  throw new Error(`${file} ended with ${String(code)}`)
}

function readAnswer(answer: unknown): Answer {
  if (typeof answer !== 'object' || answer === null) throw new Error('a process of the benchmark said nothing')
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, Number(value)]))
}
