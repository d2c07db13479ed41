import { problemKinds, type Problem, type ProblemCode } from '@statusgraph/protocol'
import { StoreFailure } from '@statusgraph/store'
import type { FastifyReply } from 'fastify'
import { DomainError } from './domain-error.ts'

export const problemType = 'application/problem+json; charset=utf-8'

/** The body of a refusal. */
export function problemOf(
  code: ProblemCode,
  detail?: string,
  members: Readonly<Record<string, unknown>> = {},
): Problem {
  const { status, title } = problemKinds[code]
  return { type: 'about:blank', title, status, ...(detail === undefined ? {} : { detail }), code, ...members }
}

/** Answers a request with whatever went wrong. What nobody foresaw is told to the log and not to the client. */
export function sendProblem(reply: FastifyReply, error: unknown): FastifyReply {
  const known = recogniseError(error)
  if (known === undefined) reply.log.error({ err: error }, 'a request failed because of a mistake of ours')
  const problem = known ?? new DomainError('server/failure', 'The log of the server says more.')
  const { status } = problemKinds[problem.code]
  return reply
    .code(status)
    .headers(problem.headers)
    .type(problemType)
    .send(
      problemOf(problem.code, problem.message, {
        ...problem.members,
        ...(problem.faults === undefined ? {} : { faults: problem.faults }),
      }),
    )
}

/** The error as a refusal; undefined when it is a mistake of ours. */
function recogniseError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error
  if (error instanceof StoreFailure) {
    return new DomainError(`store/${error.code}`, error.message, { headers: { 'retry-after': '10' } })
  }
  if (!(error instanceof Error)) return undefined
  const { code, statusCode } = readFrameworkError(error)
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new DomainError(
      'body/unsupported-type',
      'Send JSON as application/json; where a graph document is wanted, YAML as application/yaml too.',
    )
  }
  if (statusCode === undefined || statusCode >= 500) return undefined
  return new DomainError('request/invalid', error.message)
}

function readFrameworkError(error: Error): { readonly code?: unknown; readonly statusCode?: number } {
  return {
    ...('code' in error ? { code: error.code } : {}),
    ...('statusCode' in error && typeof error.statusCode === 'number' ? { statusCode: error.statusCode } : {}),
  }
}
