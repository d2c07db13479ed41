import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

const compress = promisify(gzip)
const worthwhileBytes = 2_048

/** Compresses JSON and pictures for those who take it; files have their own, and streams none. */
export function compressText(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const type = reply.getHeader('content-type')
    if (typeof payload !== 'string' || typeof type !== 'string' || !/json|svg/.test(type)) return payload
    reply.header('vary', 'accept-encoding')
    if (payload.length < worthwhileBytes || !acceptsEncoding(request.headers['accept-encoding'], 'gzip')) return payload
    const bytes = await compress(payload)
    reply.header('content-encoding', 'gzip').header('content-length', bytes.length)
    return bytes
  })
}

/** Whether an `Accept-Encoding` header takes an encoding. */
export function acceptsEncoding(header: string | string[] | undefined, encoding: string): boolean {
  return String(header ?? '')
    .toLowerCase()
    .split(',')
    .some((part) => {
      const [name = '', weight = ''] = part.split(';').map((one) => one.trim())
      return name === encoding && !/^q=0(?:\.0*)?$/.test(weight)
    })
}
