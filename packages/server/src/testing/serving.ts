import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultMapping, type Mapping } from '@statusgraph/model'
import { createClient, type Client, type WireSnapshot } from '@statusgraph/protocol'
import type { UpstreamConfig } from '@statusgraph/sources'
import type { Config, ServerConfig } from '../config/config.ts'
import { buildOtlp } from '../config/sources/otlp.ts'
import { startServer, type RunningServer, type ServerOptions } from '../start-server.ts'

const serviceMapping: Mapping = {
  alerts: { ...defaultMapping.alerts, serviceLabels: ['service_id'] },
  metrics: {
    serviceLabels: ['service_id'],
    queries: [{ name: 'rate', query: 'rate', serviceLabel: 'service_id', unit: '/s', rangeMs: 3_600_000 }],
  },
  topology: defaultMapping.topology,
}

/** A whole server on a free port of loopback, with a data folder of its own. */
export interface Serving {
  readonly server: RunningServer
  readonly client: Client
  readonly config: Config
  readonly dataDir: string
  /** Asks under the server's address. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>
  /** Waits until a graph's snapshot is as wanted. */
  readonly until: (graph: string, isWanted: (snapshot: WireSnapshot) => boolean) => Promise<WireSnapshot>
  stop(): Promise<void>
}

export async function startServing(
  wanted: {
    readonly upstreams?: readonly UpstreamConfig[]
    readonly mapping?: Mapping
    readonly icons?: readonly string[]
    readonly sources?: Config['sources']
    /** Of a server that ran before. */
    readonly dataDir?: string
    readonly server?: Partial<ServerConfig>
    readonly options?: Omit<ServerOptions, 'config'>
  } = {},
): Promise<Serving> {
  const dataDir = wanted.dataDir ?? (await mkdtemp(join(tmpdir(), 'statusgraph-server-')))
  const config: Config = {
    upstreams: wanted.upstreams ?? [],
    mapping: wanted.mapping ?? serviceMapping,
    sources: wanted.sources ?? { polled: [], otlp: buildOtlp(undefined) },
    links: [],
    provisioning: [],
    icons: wanted.icons ?? [],
    dataDir,
    server: {
      listen: { host: '127.0.0.1', port: 0 },
      basePath: '',
      trustedProxies: [],
      reloadRoute: false,
      limits: { bodyBytes: 32 * 1024 * 1024, connections: 1_000, streamsPerAddress: 500 },
      ...wanted.server,
    },
  }
  const server = await startServer({ config, logger: false, webFolder: join(dataDir, 'no-page'), ...wanted.options })
  const client = createClient(server.url)
  return {
    server,
    client,
    config,
    dataDir,
    ask: (path, init) => fetch(server.url + path, init),
    async until(graph, isWanted) {
      for (;;) {
        const snapshot = await client.readStatus(graph)
        if (isWanted(snapshot)) return snapshot
        await new Promise((resolve) => {
          setTimeout(resolve, 20)
        })
      }
    },
    async stop() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** An upstream's configuration with short times, as a test wants them. */
export function upstreamConfig(kind: UpstreamConfig['kind'], url: string, intervalMs = 200): UpstreamConfig {
  return { name: kind, kind, urls: [url], client: { headers: [] }, intervalMs, timeoutMs: 5_000 }
}
