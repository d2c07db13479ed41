import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { IncidentDesk } from '../incidents/desk.ts'
import { exposeService, exposeTraffic } from './exposition.ts'
import { services } from './services.ts'
import type { Shop } from './shop.ts'

interface Answer {
  readonly status: number
  readonly type?: string
  readonly body?: string
}

/**
 * The shop on the network: a metrics endpoint per service, the list of targets that Prometheus discovers, the versions
 * in use, and the routes by which a person or a test makes things go wrong.
 */
export async function serveShop(options: {
  readonly shop: Shop
  readonly desk: IncidentDesk
  readonly port: number
  readonly host: string
}): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const { shop, desk } = options
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      send(response, { status: 500, body: error instanceof Error ? error.message : String(error) })
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://shop')
    const [area = '', name = '', action = ''] = url.pathname.slice(1).split('/').map(decodeURIComponent)
    const route = `${request.method} /${area}`
    if (route === 'GET /metrics') {
      const { down, gone } = shop.troubleOf(name)
      // A service that is down does not say so politely: its connection breaks.
      if (down || gone) return void request.socket.destroy()
      shop.advance(Date.now())
      const text = exposeService(shop, name)
      return send(
        response,
        text === undefined ? notFound : { status: 200, type: 'text/plain; version=0.0.4', body: text },
      )
    }
    if (route === 'GET /traffic') {
      shop.advance(Date.now())
      return send(response, { status: 200, type: 'text/plain; version=0.0.4', body: exposeTraffic(shop) })
    }
    if (route === 'GET /targets') return send(response, json(listTargets(shop, request.headers.host ?? 'localhost')))
    if (route === 'GET /versions') return send(response, json(services.map(({ name, version }) => ({ name, version }))))
    if (route === 'GET /incidents') return send(response, json(desk.list()))
    if (route === 'POST /incidents') return send(response, (await desk.act(name, action)) ? done : notFound)
    if (route === 'POST /services') return send(response, changeService(shop, name, action, url.searchParams))
    send(response, notFound)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

/** Prometheus's HTTP service discovery: one target per service that is deployed, with its metrics path and name. */
function listTargets(shop: Shop, host: string): unknown {
  return services
    .filter(({ name }) => !shop.troubleOf(name).gone)
    .map(({ name }) => ({
      targets: [host],
      labels: { __metrics_path__: `/metrics/${name}`, service_id: name, instance: name },
    }))
}

function changeService(shop: Shop, service: string, action: string, parameters: URLSearchParams): Answer {
  if (!services.some(({ name }) => name === service)) return notFound
  switch (action) {
    case 'down':
      shop.trouble(service, { down: true })
      return done
    case 'gone':
      shop.trouble(service, { gone: true })
      return done
    case 'latency': {
      const slowedByMs = Number(parameters.get('ms') ?? 1_000)
      if (!(slowedByMs >= 0 && slowedByMs <= 600_000)) return refuse('ms is a number from 0 to 600000')
      shop.trouble(service, { slowedByMs })
      return done
    }
    case 'errors': {
      const failingRatio = Number(parameters.get('ratio') ?? 0.5)
      if (!(failingRatio >= 0 && failingRatio <= 1)) return refuse('ratio is a number from 0 to 1')
      shop.trouble(service, { failingRatio })
      return done
    }
    case 'up':
      shop.heal(service)
      return done
  }
  return notFound
}

const done: Answer = { status: 204 }
const notFound: Answer = { status: 404, type: 'text/plain', body: 'the shop has nothing like that\n' }

/** What is no number would be counted for ever. */
function refuse(why: string): Answer {
  return { status: 400, type: 'text/plain', body: `${why}\n` }
}

function json(value: unknown): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(value) }
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, type === undefined ? {} : { 'content-type': type })
  response.end(body)
}
