import { once } from 'node:events'
import { createServer } from 'node:http'

/** An Alertmanager whose list is another one each time it is asked, so that every poll is a change to deliver. */
export interface FlappingUpstream {
  readonly url: string
  /** How many requests it got. */
  requests: number
  stop(): void
}

export async function startFlappingUpstream(alerts: number): Promise<FlappingUpstream> {
  const startedAt = new Date(Date.now() - 86_400_000).toISOString()
  const server = createServer((request, response) => {
    upstream.requests++
    response.writeHead(200, { 'content-type': 'application/json' })
    if (request.url?.startsWith('/api/v2/status')) {
      response.end(
        JSON.stringify({ uptime: startedAt, versionInfo: { version: '0.28.0' }, cluster: { status: 'ready' } }),
      )
    } else if (request.url?.startsWith('/api/v2/alerts')) {
      response.end(JSON.stringify(Array.from({ length: alerts }, (_, index) => alertOf(index, upstream.requests))))
    } else response.end('[]')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const upstream: FlappingUpstream = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    requests: 0,
    stop: () => server.close().closeAllConnections(),
  }
  return upstream
}

function alertOf(index: number, turn: number): unknown {
  return {
    fingerprint: `fingerprint-${index}`,
    labels: {
      alertname: 'flapping',
      service_id: `service-${index}`,
      severity: turn % 2 === 0 ? 'critical' : 'warning',
    },
    annotations: { turn: String(turn) },
    startsAt: '2026-01-01T00:00:00.000Z',
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
    updatedAt: new Date().toISOString(),
    receivers: [{ name: 'all' }],
    status: { state: 'active', silencedBy: [], inhibitedBy: [] },
  }
}
