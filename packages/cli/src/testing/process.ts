import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'
import { join } from 'node:path'

/** The command as people call it. */
export const command = join(import.meta.dirname, '../../../../bin/statusgraph')

/** An environment in which nothing of the machine that runs the tests shows. */
const plainEnvironment = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', LANG: 'C.UTF-8' }

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A command at work. */
export interface Started {
  /** Resolves with what it wrote to stdout, or to stderr, when `text` is in it; rejects when it ends without. */
  readonly saw: (text: string, where?: 'stdout' | 'stderr') => Promise<string>
  readonly signal: (name: NodeJS.Signals) => void
  readonly ended: Promise<Ended>
}

/** Starts a real process of the command. */
export function startCommand(
  args: readonly string[],
  {
    cwd,
    env = {},
    file = command,
  }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly file?: string },
): Started {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(file, args, {
    cwd,
    env: { ...plainEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  const listeners = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    for (const listener of listeners) listener()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
    for (const listener of listeners) listener()
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  const saw = async (text: string, where: 'stdout' | 'stderr' = 'stdout'): Promise<string> =>
    await new Promise((resolve, reject) => {
      const look = () => {
        const said = where === 'stdout' ? stdout : stderr
        if (!said.includes(text)) return
        listeners.delete(look)
        resolve(said)
      }
      listeners.add(look)
      look()
      ended.then(
        ({ code }) => reject(new Error(`ended with ${code} before it said "${text}": ${stdout}${stderr}`)),
        reject,
      )
    })
  return { saw, signal: (name) => child.kill(name), ended }
}
