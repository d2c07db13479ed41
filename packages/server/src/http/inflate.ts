import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { formatBytes } from './body-limit.ts'
import { DomainError } from './domain-error.ts'

const unzip = promisify(gunzip)

/**
 * The body as its sender meant it, whatever `Content-Encoding` it came in.
 *
 * @param limitBytes how large it may be in the end: a small body may become a huge one
 * @throws DomainError
 */
export async function inflateBody(request: FastifyRequest, body: Buffer, limitBytes: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity' || encoding === '') return body
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw new DomainError('body/unsupported-type', 'Bodies are read as they are, or compressed with gzip.')
  }
  try {
    return await unzip(body, { maxOutputLength: limitBytes })
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new DomainError(
        'body/too-large',
        `The body is larger than ${formatBytes(limitBytes)} when it is unpacked.`,
        {
          cause,
        },
      )
    }
    throw new DomainError('body/syntax', 'The body is not what gzip makes.', { cause })
  }
}
