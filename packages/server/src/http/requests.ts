import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { DomainError } from './domain-error.ts'

/** A parameter of the path. */
export function readParam(request: FastifyRequest, name: string): string {
  const { params } = request
  const value: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined
  return typeof value === 'string' ? value : ''
}

/**
 * The query, read by its schema.
 *
 * @throws DomainError naming every fault
 */
export function readQuery<Schema extends z.ZodType>(request: FastifyRequest, schema: Schema): z.output<Schema> {
  return parseOrRefuse('query', schema, request.query)
}

/**
 * The body, read by its schema. Graph documents have a reader of their own.
 *
 * @throws DomainError naming every fault
 */
export function readBody<Schema extends z.ZodType>(request: FastifyRequest, schema: Schema): z.output<Schema> {
  return parseOrRefuse('body', schema, request.body)
}

function parseOrRefuse<Schema extends z.ZodType>(
  what: 'query' | 'body',
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, message }) => ({
    path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
    message,
  }))
  throw new DomainError(
    'request/invalid',
    `The ${what} is not valid: ${faults.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    { faults },
  )
}

/** What `If-Match` asks for: nothing, any revision, or some revisions. */
export type Expected = 'nothing' | 'any' | readonly number[]

/**
 * Reads `If-Match`. Proxies that compress mark our tags as weak, and scripts forget the quotes; both mean the revision.
 *
 * @throws DomainError when it is there and is no revision
 */
export function readIfMatch(request: FastifyRequest): Expected {
  const header = request.headers['if-match']
  if (header === undefined) return 'nothing'
  const tags = header.split(',').map((tag) => tag.trim())
  if (tags.includes('*')) return 'any'
  return tags.map((tag) => {
    const revision = /^(?:W\/)?("?)(\d{1,16})\1$/.exec(tag)?.[2]
    if (revision !== undefined) return Number(revision)
    throw new DomainError('request/invalid', 'If-Match holds no revision, such as "12".')
  })
}

/** Whether the sender has this revision already, or would be content with any, and wants it only if not. */
export function isKnown(request: FastifyRequest, revision: number): boolean {
  const header = request.headers['if-none-match']
  return header !== undefined && (header.trim() === '*' || header.includes(etagOf(revision)))
}

/** The revision as an ETag. */
export function etagOf(revision: number): string {
  return `"${revision}"`
}
