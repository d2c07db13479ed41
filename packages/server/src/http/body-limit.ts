import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DomainError } from './domain-error.ts'
import { sendProblem } from './problems.ts'

const mebibyte = 1024 * 1024
/** Of a body that is refused, so much is taken and thrown away. */
const mostDrainedBytes = 64 * mebibyte

/**
 * Answers the errors of a scope. The framework refuses a body that is too large without a word about what would have
 * been taken, and whoever sent it wants to know just that.
 *
 * @param limitOf how large the body of this request may be, in bytes
 */
export function tellLimit(scope: FastifyInstance, limitOf: (request: FastifyRequest) => number): void {
  scope.setErrorHandler(async (error, request, reply) => {
    if (!isTooLarge(error)) return sendProblem(reply, error)
    // A connection that closes while the body is still on its way takes the answer with it: browsers read it only when
    // they have sent everything, and show a broken connection instead.
    if (Number(request.headers['content-length']) <= mostDrainedBytes) await drain(request.raw)
    return sendProblem(reply, refuseSize(limitOf(request)))
  })
}

/** Reads what is still coming and throws it away. The time that a request may take holds here, too. */
async function drain(stream: Readable): Promise<void> {
  stream.resume()
  await finished(stream, { writable: false }).catch(() => undefined)
}

function refuseSize(limitBytes: number): DomainError {
  return new DomainError('body/too-large', `The body may have up to ${formatBytes(limitBytes)} here.`)
}

/** A size as people write it: `8 MiB`, and `100000 bytes` where no round number is near. */
export function formatBytes(bytes: number): string {
  if (bytes % mebibyte === 0) return `${bytes / mebibyte} MiB`
  return bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} bytes`
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
}
