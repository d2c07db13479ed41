import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** How to run a server as a process of its own. */
export interface Program {
  /** For messages. */
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string | undefined
  /** Answers with a success once the server can be used. */
  readonly readyUrl: string
  readonly readyWithinMs?: number
  /** Called with every line that it writes. */
  readonly onLine?: (line: string) => void
}

/** How a process ended: by its own exit code, or by a signal. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface RunningProgram {
  readonly name: string
  readonly pid: number
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<Ending>
  /** The newest of what it wrote. */
  lastLines(): readonly string[]
  /** Asks it to end and waits until it has; after a while it is killed. */
  stop(): Promise<Ending>
  /** Ends it without a chance to tidy up. */
  kill(): Promise<Ending>
}

/** A server that ended before it could be used. */
export class ProgramFailedError extends Error {
  override readonly name = 'ProgramFailedError'
  /** The newest of what it wrote. */
  readonly lines: readonly string[]

  constructor(program: string, what: string, lines: readonly string[]) {
    super([`${program} ${what}`, ...lines.map((line) => `  ${line}`)].join('\n'))
    this.lines = lines
  }
}

const keptLines = 20
const patienceMs = 10_000

/** Starts a server in a process group of its own and waits until it answers. */
export async function startProgram(program: Program): Promise<RunningProgram> {
  const lines: string[] = []
  const child = spawnTied(program)
  const ended = watch(child, (line) => {
    lines.push(line)
    if (lines.length > keptLines) lines.shift()
    program.onLine?.(line)
  })
  const pid = child.pid
  if (pid === undefined) {
    await ended
    throw new ProgramFailedError(program.name, `could not be started (${program.command})`, lines)
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<Ending> => {
    signalGroup(pid, signal)
    const insist = setTimeout(() => signalGroup(pid, 'SIGKILL'), patienceMs)
    try {
      return await ended
    } finally {
      clearTimeout(insist)
      // Whatever it started itself must not outlive it.
      signalGroup(pid, 'SIGKILL')
    }
  }
  const running: RunningProgram = {
    name: program.name,
    pid,
    ended,
    lastLines: () => lines.slice(),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
  await waitUntilReady(program, running)
  return running
}

async function waitUntilReady(program: Program, running: RunningProgram): Promise<void> {
  const giveUp = AbortSignal.timeout(program.readyWithinMs ?? 60_000)
  const state: { ending?: Ending } = {}
  const note = async (): Promise<void> => {
    state.ending = await running.ended
  }
  void note()
  const failIfEnded = (): void => {
    if (state.ending === undefined) return
    throw new ProgramFailedError(program.name, describeEnding(state.ending), running.lastLines())
  }
  while (!(await answersWell(program.readyUrl))) {
    failIfEnded()
    if (giveUp.aborted) {
      await running.kill()
      throw new ProgramFailedError(program.name, `did not answer at ${program.readyUrl}`, running.lastLines())
    }
    await sleep(50)
  }
  // Something else may answer on that port: a server that is ready is also alive.
  await sleep(0)
  failIfEnded()
}

export function describeEnding({ code, signal }: Ending): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`
}

async function answersWell(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/**
 * A process group of its own lets us end whatever the server starts, and keeps Ctrl-C for us. Where util-linux is
 * there, the kernel ends the server if we die without a chance to.
 */
function spawnTied({ command, args, env, cwd }: Program): ChildProcess {
  const tied = existsSync('/usr/bin/setpriv')
    ? { command: '/usr/bin/setpriv', args: ['--pdeathsig', 'TERM', '--', command, ...args] }
    : { command, args }
  return spawn(tied.command, tied.args, {
    detached: true,
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
}

function watch(child: ChildProcess, onLine: (line: string) => void): Promise<Ending> {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', onLine)
  }
  return new Promise((resolve) => {
    child.once('error', (error) => {
      onLine(error.message)
      resolve({ code: null, signal: null })
    })
    // 'close' comes after the last line; 'exit' may come before it.
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH'
    if (!isGone) throw error
  }
}
