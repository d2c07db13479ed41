import { routes, type Route } from '@statusgraph/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { acceptsEncoding } from '../http/compression.ts'
import { DomainError } from '../http/domain-error.ts'
import { hasHead } from '../http/routing.ts'
import type { Page, PageFile } from './files.ts'

/** The addresses that the browser's own router knows. */
const browserRoutes = /^\/(?:graphs(?:\/[^/]+)?|alerts|services|upstreams)?\/?$/

/** Everything that is no route of the API: the page, its files, and plain words for the rest. */
export function servePage(app: FastifyInstance, page: Page, basePath: string): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const isPage = page.files.has(path) || browserRoutes.test(path)
    if (request.method !== 'GET' && request.method !== 'HEAD') throw refuseMethod(path, reply, isPage)
    const file = page.files.get(path) ?? (browserRoutes.test(path) ? page.index : undefined)
    if (file !== undefined) {
      if (file === page.index) fetchAhead(reply, path, basePath)
      return sendFile(request, reply, file)
    }
    if (browserRoutes.test(path)) {
      return reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .send('The page is not built yet. Run "npm run build" where Statusgraph is installed, then start it again.\n')
    }
    // Whoever opens an address of nothing in a browser gets the page, which says so; a program gets the problem.
    if (page.index !== undefined && isOpenedByPerson(request, path))
      return sendFile(request, reply.code(404), page.index)
    throw refuseMethod(path, reply, false)
  })
}

/** Lets the browser ask for a graph and its status at once: the script that wants them is still on its way. */
function fetchAhead(reply: FastifyReply, path: string, basePath: string): void {
  const id = /^\/graphs\/([a-z0-9][a-z0-9-]{0,63})\/?$/.exec(path)?.[1]
  if (id === undefined) return
  const graph = `${basePath}/api/v1/graphs/${id}`
  reply.header(
    'link',
    [graph, `${graph}/status`].map((url) => `<${url}>; rel=preload; as=fetch; crossorigin`).join(', '),
  )
}

function isOpenedByPerson(request: FastifyRequest, path: string): boolean {
  return (request.headers.accept ?? '').includes('text/html') && !/^\/(?:api|-|assets)\//.test(path)
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: PageFile): Promise<FastifyReply> {
  reply
    .type(file.type)
    .header('etag', file.etag)
    .header('cache-control', file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('vary', 'accept-encoding')
  if (request.headers['if-none-match']?.includes(file.etag)) return reply.code(304).send()
  const accepted = request.headers['accept-encoding']
  for (const encoding of ['br', 'gzip'] as const) {
    if (!acceptsEncoding(accepted, encoding)) continue
    const bytes = await file.encoded(encoding)
    if (bytes !== undefined) return reply.header('content-encoding', encoding).send(bytes)
  }
  return reply.send(file.bytes)
}

/** Says that an address takes other methods, or that it is none. */
function refuseMethod(path: string, reply: FastifyReply, isPage: boolean): DomainError {
  const methods = isPage
    ? ['GET', 'HEAD']
    : Object.values<Route>(routes)
        .filter((route) => new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`).test(path))
        .flatMap((route) => (hasHead(route) ? ['GET', 'HEAD'] : [route.method]))
  if (methods.length === 0 || methods.includes(reply.request.method)) {
    return new DomainError(
      'route/not-found',
      'There is nothing at this address; GET /api/v1/openapi.json lists what there is.',
    )
  }
  const allow = [...new Set(methods)].join(', ')
  return new DomainError('route/method', `This address takes ${allow}.`, { headers: { allow } })
}
