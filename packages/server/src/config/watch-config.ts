import { setTimeout as wait } from 'node:timers/promises'
import { fingerprintConfig, loadConfig } from './load-config.ts'
import type { ConfigOrigin, LoadedConfig } from './load-config.ts'

export interface ConfigWatch {
  /** Reads the configuration now and reports it, changed or not: for SIGHUP and `POST /-/reload`. */
  readonly reload: () => Promise<LoadedConfig>
}

/**
 * Looks at the content of the configuration again and again, because that sees what file events miss: a ConfigMap
 * whose symlink is swapped, a single file mounted into a container, a network disk. Ends with `signal`.
 *
 * @param onChange gets every new state, good or bad; what was in force stays in force after a bad one
 */
export function watchConfig(
  watched: ConfigOrigin & {
    /** The configuration in force: a change since it was loaded is seen at once. */
    readonly inForce: LoadedConfig
    readonly signal: AbortSignal
    readonly onChange: (loaded: LoadedConfig) => void
    readonly pollMs?: number
  },
): ConfigWatch {
  const { signal, onChange, pollMs = 1000 } = watched
  let reported = watched.inForce.fingerprint
  let saidSomething = watched.inForce.saySomething
  const report = async (): Promise<LoadedConfig> => {
    const loaded = await loadConfig({ ...watched, saidSomething })
    reported = loaded.fingerprint
    if (loaded.config !== undefined) saidSomething = loaded.saySomething
    if (!signal.aborted) onChange(loaded)
    return loaded
  }
  const look = async (): Promise<void> => {
    const seen = await fingerprintConfig(watched)
    if (seen === reported) return
    // An editor may be in the middle of writing: believe what two looks agree on.
    await wait(Math.min(pollMs, 100), undefined, { signal, ref: false })
    if ((await fingerprintConfig(watched)) === seen) await report()
  }
  const poll = async (): Promise<void> => {
    while (!signal.aborted) {
      await look()
      await wait(pollMs, undefined, { signal, ref: false })
    }
  }
  poll().catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
  return { reload: report }
}
