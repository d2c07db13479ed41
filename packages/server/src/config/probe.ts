import { performance } from 'node:perf_hooks'
import { startSource } from '@statusgraph/sources'
import type { Config } from './config.ts'

/** What one upstream answered when it was asked whether it can be used. */
export type UpstreamAnswer =
  | { readonly name: string; readonly ok: true; readonly version?: string }
  | { readonly name: string; readonly ok: false; readonly message: string }

/** Asks every upstream once, with the very client that the server would use: for `check --online`. */
export async function probeUpstreams(config: Config, signal: AbortSignal): Promise<readonly UpstreamAnswer[]> {
  return await Promise.all(
    config.upstreams.map(async (upstream): Promise<UpstreamAnswer> => {
      const { name } = upstream
      if (signal.aborted) return { name, ok: false, message: 'the check was ended' }
      const source = startSource(upstream, {
        mapping: config.mapping,
        now: () => ({ wallMs: Date.now(), monoMs: performance.now() }),
        random: Math.random,
        onHandover: () => undefined,
      })
      const stop = () => void source.stop()
      signal.addEventListener('abort', stop, { once: true })
      try {
        return { name, ...(await source.probe()) }
      } finally {
        signal.removeEventListener('abort', stop)
        await source.stop()
      }
    }),
  )
}
