import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** What came of a check; every test of a suite counts, and so does every check that is one test. */
export interface Outcome {
  readonly passed: number
  readonly failed: number
  /** What a person must read to repair what failed. */
  readonly details: string
}

export interface Check {
  readonly name: string
  run(): Promise<Outcome>
}

export interface Finished {
  readonly exitCode: number
  readonly output: string
}

/** Runs a command of this project, with its own Node and tools first on the path. */
export function runTool(command: string, args: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: [join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter),
        NO_COLOR: '1',
        CI: '1',
      },
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    const finish = (exitCode: number): void => resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') })
    child.once('error', (error) => {
      chunks.push(Buffer.from(error.message))
      finish(1)
    })
    child.once('close', (code) => finish(code ?? 1))
  })
}

/** A command that is one test: it passes when it ends well. */
export function command(name: string, program: string, ...args: readonly string[]): Check {
  return {
    name,
    async run() {
      const { exitCode, output } = await runTool(program, args)
      return exitCode === 0 ? { passed: 1, failed: 0, details: '' } : { passed: 0, failed: 1, details: output }
    },
  }
}
