import { problemSchema, routes } from '@statusgraph/protocol'
import { describeReceipt, encodeReceipt, encodeRefusal } from '@statusgraph/sources'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { tellLimit } from '../../http/body-limit.ts'
import { inflateBody } from '../../http/inflate.ts'
import { problemType } from '../../http/problems.ts'
import { serve } from '../../http/routing.ts'
import type { RunningOtlp } from './start-otlp.ts'
import { createUnpackingRoom } from './unpacking-room.ts'

/** Of a body as it is sent. SDKs and collectors send less than a tenth of it. */
const sentBytes = 5 * 1024 * 1024
/** Of a body when it is unpacked: as much as collectors take, and no more than can be read while others wait. */
const unpackedBytes = 20 * 1024 * 1024
/** Spans repeat themselves a lot, but no honest body becomes so many times larger. */
const mostInflation = 200
const smallBytes = 1024 * 1024
/** Of all that is unpacked at a time: everybody may send at once. */
const togetherBytes = 4 * unpackedBytes

const protobufType = 'application/x-protobuf'

/** `POST /v1/traces`: OTLP over HTTP. */
export function serveOtlp(app: FastifyInstance, otlp: RunningOtlp): void {
  const room = createUnpackingRoom(togetherBytes)
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      ['application/json', protobufType],
      { parseAs: 'buffer', bodyLimit: sentBytes },
      async (request: FastifyRequest, body: Buffer) => {
        const limit = Math.max(smallBytes, Math.min(unpackedBytes, mostInflation * body.length))
        return room.holding(isPacked(request) ? limit : 0, () => inflateBody(request, body, limit))
      },
    )
    tellLimit(scope, () => sentBytes)
    // Before the body is read, so that strangers cost nothing.
    scope.addHook('onRequest', async (request) => {
      otlp.checkSender(request.headers.authorization)
      otlp.checkRoom()
    })
    scope.addHook('onSend', async (request, reply, payload) => {
      // Senders of protobuf read nothing else, not even a refusal.
      if (!isProtobuf(request) || reply.getHeader('content-type') !== problemType) return payload
      const { title, detail } = problemSchema.parse(JSON.parse(String(payload)))
      const status = encodeRefusal(detail ?? title)
      reply.type(protobufType).header('content-length', status.length)
      return status
    })

    serve(scope, routes.receiveTraces, (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      if (isProtobuf(request)) return reply.type(protobufType).send(encodeReceipt(otlp.receive(body, 'protobuf')))
      return describeReceipt(otlp.receive(body, 'json'))
    })
  })
}

function isPacked(request: FastifyRequest): boolean {
  return request.headers['content-encoding'] !== undefined
}

function isProtobuf(request: FastifyRequest): boolean {
  return request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() === protobufType
}
