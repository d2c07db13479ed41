import type { Route, RouteName, routes } from '@statusgraph/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown

/** Puts a route in place. It takes the routes of the protocol only: what is not described there cannot be served. */
export function serve(app: FastifyInstance, described: (typeof routes)[RouteName], handler: Handler): void {
  const route: Route = described
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    exposeHeadRoute: hasHead(route),
    handler: async (request, reply) => {
      const answer = await handler(request, reply)
      if (reply.sent || answer === reply) return reply
      reply.code(route.answer.status)
      if (route.answer.contentType !== undefined) reply.type(route.answer.contentType)
      else if (answer !== undefined) reply.type('application/json; charset=utf-8')
      return reply.send(answer)
    },
  })
}

/** Whether a route can be asked for its headers alone. Nobody's HEAD opens a stream. */
export function hasHead({ method, answer }: Route): boolean {
  return method === 'GET' && answer.contentType !== 'text/event-stream'
}
