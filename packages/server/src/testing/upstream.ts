import { once } from 'node:events'
import { createServer } from 'node:http'

/** An alert in few words. */
export interface SpokenAlert {
  readonly alertname: string
  readonly labels?: Readonly<Record<string, string>>
}

/** What stands in for an Alertmanager and a Prometheus: a real server on loopback that says what the test says. */
export interface Upstream {
  readonly url: string
  /** By path. */
  readonly requests: ReadonlyMap<string, number>
  alerts: readonly SpokenAlert[]
  /** Services that have a live series. */
  services: readonly string[]
  /** Undefined: good answers; otherwise the status of every answer. */
  failure: number | undefined
  stop(): Promise<void>
}

/** Starts one; it has been up for a day, so that an empty list of alerts means none. */
export async function startUpstream(): Promise<Upstream> {
  const requests = new Map<string, number>()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://upstream')
    requests.set(pathname, (requests.get(pathname) ?? 0) + 1)
    request.resume()
    if (upstream.failure !== undefined) {
      response.writeHead(upstream.failure).end('no')
      return
    }
    const answer = answerTo(pathname, upstream)
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? { status: 'error' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const upstream: Upstream = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    requests,
    alerts: [],
    services: [],
    failure: undefined,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return upstream
}

const hourMs = 3_600_000
const startedAt = new Date(Date.now() - 24 * hourMs).toISOString()

function answerTo(path: string, { alerts, services }: Upstream): unknown {
  const vector = services.map((service) => ({ metric: { service_id: service }, value: [Date.now() / 1_000, '1'] }))
  switch (path) {
    case '/api/v2/status':
      return {
        uptime: startedAt,
        versionInfo: { version: '0.28.0' },
        cluster: { status: 'ready', peers: [] },
        config: { original: '' },
      }
    case '/api/v2/alerts':
      return alerts.map(({ alertname, labels }, index) => ({
        fingerprint: `${alertname}-${index}`,
        labels: { alertname, ...labels },
        annotations: {},
        startsAt: new Date(Date.now() - hourMs).toISOString(),
        endsAt: new Date(Date.now() + hourMs).toISOString(),
        updatedAt: new Date().toISOString(),
        receivers: [{ name: 'all' }],
        status: { state: 'active', silencedBy: [], inhibitedBy: [] },
      }))
    case '/api/v2/silences':
      return []
    case '/api/v1/query':
      return { status: 'success', data: { resultType: 'vector', result: vector } }
    case '/api/v1/query_range': {
      const end = Math.floor(Date.now() / 1_000)
      const result = services.map((service) => ({
        metric: { service_id: service },
        values: Array.from({ length: 60 }, (_, index) => [end - (59 - index) * 60, String(index)]),
      }))
      return { status: 'success', data: { resultType: 'matrix', result } }
    }
    case '/api/v1/rules':
      return { status: 'success', data: { groups: [] } }
    case '/api/v1/status/buildinfo':
      return { status: 'success', data: { version: '3.5.0' } }
    default:
      return undefined
  }
}
