import { findFreePort } from './ports.ts'
import { ProgramFailedError, startProgram } from './program.ts'
import type { Ending, Program, RunningProgram } from './program.ts'

/** A server of the stack: it keeps its address and its data when it is restarted. */
export interface RunningServer {
  readonly name: string
  readonly port: number
  /** Without a slash at the end. */
  readonly url: string
  /** Of the process that runs now; undefined while it is stopped. */
  readonly pid: number | undefined
  lastLines(): readonly string[]
  /** Ends it as a system would; it can be started again with {@link restart}. */
  stop(): Promise<void>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Ends it if it runs, starts it again with the same address and data, and waits until it answers. */
  restart(): Promise<void>
}

export interface ServerOptions {
  /** Default: one that is free. */
  readonly port?: number | undefined
  readonly onLine?: ((line: string) => void) | undefined
  /** Called when it ends although nobody asked it to. */
  readonly onUnexpectedEnd?: ((ending: Ending, lines: readonly string[]) => void) | undefined
}

/** Starts a server on the wanted port, or on one that is free. */
export async function startServer(options: ServerOptions, describe: (port: number) => Program): Promise<RunningServer> {
  const attempts = options.port === undefined ? 5 : 1
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await findFreePort())
    const program = { ...describe(port), ...(options.onLine && { onLine: options.onLine }) }
    try {
      return keepRunning(program, port, options, await startProgram(program))
    } catch (error) {
      // Somebody was faster and has taken the port that was free a moment ago.
      const wasTaken =
        error instanceof ProgramFailedError &&
        error.lines.some((line) => /address already in use|EADDRINUSE/i.test(line))
      if (!wasTaken || attempt >= attempts) throw error
    }
  }
}

function keepRunning(program: Program, port: number, options: ServerOptions, first: RunningProgram): RunningServer {
  let current: RunningProgram | undefined
  let newest = first

  function adopt(running: RunningProgram): void {
    current = running
    newest = running
    void reportUnexpectedEnd(running)
  }

  async function reportUnexpectedEnd(running: RunningProgram): Promise<void> {
    const ending = await running.ended
    if (current !== running) return
    current = undefined
    options.onUnexpectedEnd?.(ending, running.lastLines())
  }

  async function end(how: 'stop' | 'kill'): Promise<void> {
    const running = current
    current = undefined
    await running?.[how]()
  }

  adopt(first)
  return {
    name: program.name,
    port,
    url: `http://127.0.0.1:${port}`,
    get pid() {
      return current?.pid
    },
    lastLines: () => newest.lastLines(),
    stop: () => end('stop'),
    kill: () => end('kill'),
    async restart() {
      await end('stop')
      adopt(await startProgram(program))
    },
  }
}
