import { routes } from '@statusgraph/protocol'
import type { FastifyInstance } from 'fastify'
import { findGraph } from '../graphs/routes.ts'
import { readParam } from '../http/requests.ts'
import { serve } from '../http/routing.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { admitStream, readLastEventId, writeStreamHead, type StreamLimits } from './admission.ts'

interface StreamRoutes extends StreamLimits {
  readonly pipeline: Pipeline
}

const head = writeStreamHead('text/event-stream')

/** The live stream of each graph. */
export function serveStreams(app: FastifyInstance, options: StreamRoutes): void {
  const { pipeline, hub } = options
  serve(app, routes.streamEvents, (request, reply) => {
    const live = findGraph(pipeline, readParam(request, 'id'))
    admitStream(request, options)
    reply.hijack()
    const { socket } = request.raw
    socket.setNoDelay(true)
    hub.join(live.info.id, { socket, address: request.ip, lastSequence: readLastEventId(request) }, head, () =>
      pipeline.graphs.firstMessage(live),
    )
    return reply
  })
}
