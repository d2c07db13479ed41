import { isDeepStrictEqual } from 'node:util'
import { loadConfig, startServer, watchConfig } from '@statusgraph/server'
import type { Config, LoadedConfig, ReloadResult, RunningServer } from '@statusgraph/server'
import { StoreFailure, openStore } from '@statusgraph/store'
import { count, formatDiagnostic } from '../format-diagnostic.ts'
import { CommandFailure } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'

export interface ServeOptions {
  readonly config?: string
  readonly dataDir?: string
  readonly listen?: string
}

/** What a server may take to end, and a little more: the next one may start meanwhile. */
const longestEndMs = 12_000

/** Runs the server until the process is asked to end; a bad configuration starts nothing. */
export async function serve(terminal: Terminal, options: ServeOptions): Promise<number> {
  const { config: path, ...flags } = options
  const origin = {
    ...(path === undefined ? {} : { path }),
    env: terminal.env,
    flags,
    cwd: terminal.cwd,
    alreadyRead: new Map<string, Uint8Array>(),
  }
  // Heard from the first moment, or a SIGHUP while the server starts would end it.
  let reload = async (): Promise<ReloadResult> => ({ ok: true })
  terminal.onReload(() => void reload())
  const loaded = await loadConfig(origin)
  report(terminal, loaded)
  const { config } = loaded
  if (config === undefined) {
    const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error').length
    throw new CommandFailure(`the configuration has ${count(errors, 'error')}, so nothing was started`)
  }

  const server = await start(terminal, config, async () => await reload())
  const follower = followConfig(terminal, server, config)
  const watch = watchConfig({
    ...origin,
    inForce: loaded,
    signal: terminal.ending,
    onChange: follower.take,
  })
  reload = async () => {
    const next = await watch.reload()
    await follower.settled()
    return next.config === undefined ? { ok: false, message: summarise(next) } : { ok: true }
  }
  terminal.out(`listening on ${server.url}\n`)
  await ended(terminal.ending)
  await server.stop()
  return 0
}

async function start(
  terminal: Terminal,
  config: Config,
  onReload: () => Promise<ReloadResult>,
): Promise<RunningServer> {
  try {
    const { dataDir, provisioning } = config
    const store = await openStore({
      dataDir,
      provisioning,
      now: terminal.now,
      hold: {
        waitMs: longestEndMs,
        onWait: () => terminal.err(`another server works in ${dataDir}: waiting for it to end\n`),
        signal: terminal.ending,
      },
    })
    // Results go to stdout; what the server has to say while it runs is no result.
    const logger = { level: 'info', stream: { write: terminal.err } }
    return await startServer({ config, store, logger, onReload })
  } catch (error) {
    throw wordStartFailure(error, config)
  }
}

function wordStartFailure(error: unknown, { server }: Config): unknown {
  if (error instanceof StoreFailure) return new CommandFailure(error.message, { cause: error })
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const address = `${server.listen.host}:${server.listen.port}`
  switch (code) {
    case 'EADDRINUSE':
      return new CommandFailure(`${address} is in use already, choose another with --listen`, { cause: error })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CommandFailure(`${address} is no address of this machine, choose another with --listen`, {
        cause: error,
      })
    case 'EACCES':
      return new CommandFailure(`${address} may not be listened on, choose a port above 1023 with --listen`, {
        cause: error,
      })
    default:
      return error
  }
}

/** Brings good configurations into force one after the other, and tells of bad ones. */
function followConfig(terminal: Terminal, server: RunningServer, first: Config) {
  let queue: Promise<void> = Promise.resolve()
  const apply = async (loaded: LoadedConfig): Promise<void> => {
    report(terminal, loaded)
    const { config } = loaded
    if (config === undefined) {
      server.reportConfigFault(summarise(loaded))
      return
    }
    const waiting = listWaiting(first, config)
    if (waiting.length > 0) {
      terminal.err(`note: when the server is started again, and not before, this changes: ${waiting.join(', ')}\n`)
    }
    try {
      await server.reload(config)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      server.reportConfigFault(`the new configuration could not be brought into force: ${reason}`)
    }
  }
  return {
    take: (loaded: LoadedConfig): void => {
      queue = queue.then(async () => await apply(loaded))
    },
    settled: async (): Promise<void> => await queue,
  }
}

/** The keys that differ from what the server was started with, and that it reads only then. */
function listWaiting(before: Config, after: Config): readonly string[] {
  const fixed = ({ server, provisioning, icons, dataDir }: Config): ReadonlyMap<string, unknown> =>
    new Map<string, unknown>([
      ['server.listen', server.listen],
      ['server.base_path', server.basePath],
      ['server.limits', server.limits],
      ['server.trusted_proxies', server.trustedProxies],
      ['server.enable_reload', server.reloadRoute],
      ['server.data_dir', dataDir],
      ['provisioning', provisioning],
      ['icons', icons],
    ])
  const now = fixed(after)
  return [...fixed(before)].filter(([key, value]) => !isDeepStrictEqual(value, now.get(key))).map(([key]) => key)
}

function report(terminal: Terminal, { diagnostics }: LoadedConfig): void {
  for (const diagnostic of diagnostics) terminal.err(`${formatDiagnostic(diagnostic)}\n`)
}

/** The first fault, and how many more there are: for the metrics page and the banner of the browser. */
function summarise({ diagnostics }: LoadedConfig): string {
  const [first, ...others] = diagnostics.filter(({ severity }) => severity === 'error')
  if (first === undefined) return 'the configuration is bad'
  return `${formatDiagnostic(first)}${others.length === 0 ? '' : ` (and ${count(others.length, 'more fault')})`}`
}

async function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
