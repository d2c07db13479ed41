import type { Handover } from '@statusgraph/model'
import { UpstreamError } from '../client/failure.ts'
import { openHttpClient } from '../client/http-client.ts'
import { parseJson } from '../client/json.ts'
import { startPolling } from '../poller/polling.ts'
import { clocksOf } from '../reading/clocks.ts'
import { onlyUrl } from '../reading/only-url.ts'
import { listOf, recordOf, textOf } from '../reading/shape.ts'
import type { RunningSource, SourceSurroundings, UpstreamConfig } from '../source.ts'

type Version = Extract<Handover, { kind: 'versions' }>['versions'][number]

/** Reads `[{"name": "…", "version": "…"}]`. */
function readVersions(answer: unknown): readonly Version[] {
  return listOf(answer, 'the list of versions').map((entry) => {
    const { name, version } = recordOf(entry, 'an entry of the list')
    return { service: textOf(name, 'a name'), version: textOf(version, 'a version') }
  })
}

/** Polls a list of the versions that run. */
export function startVersions(config: UpstreamConfig, surroundings: SourceSurroundings): RunningSource {
  const { now, random, onHandover, onRequest } = surroundings
  const client = openHttpClient({
    url: onlyUrl(config),
    options: config.client,
    timeoutMs: config.timeoutMs,
    now,
    onRequest: (facet, seconds, outcome) => onRequest?.({ upstream: config.name, facet, seconds, outcome }),
  })
  const stopping = new AbortController()

  async function readList(signal: AbortSignal): Promise<readonly Version[]> {
    const { bytes } = await client.ask({ facet: 'versions', path: '', signal })
    return readVersions(parseJson(bytes))
  }

  const facet = { kind: 'versions' } as const
  const polling = startPolling({
    upstream: config.name,
    facet,
    intervalMs: config.intervalMs,
    ask: async (signal) => ({ kind: 'versions', facet, versions: await readList(signal), warnings: [] }),
    now,
    random,
    onHandover,
  })

  return {
    config,
    nudge: () => polling.nudge(),
    polls: () => [polling.state()],
    clocks: () => clocksOf([{ name: onlyUrl(config), client }]),
    async probe() {
      try {
        await readList(stopping.signal)
        return { ok: true }
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error
        return { ok: false, message: error.message }
      }
    },
    async stop() {
      stopping.abort()
      await polling.stop()
      await client.close()
    },
  }
}
