import { findJsonFault } from '@statusgraph/document-text'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { parseDocument } from 'yaml'
import { tellLimit } from './body-limit.ts'
import { DomainError } from './domain-error.ts'
import { inflateBody } from './inflate.ts'

/** Deeper than any document needs, and far from what recursive code cannot take. */
const depthLimit = 32
/** YAML takes long to read: a second or so for this much. */
const yamlBytes = 2 * 1024 * 1024
const yamlTypes = ['application/yaml', 'text/yaml', 'application/x-yaml', 'text/x-yaml']

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads bodies as plain data: JSON and YAML, and nothing else. */
export function readBodies(app: FastifyInstance, bodyBytes: number): void {
  const yamlLimit = Math.min(bodyBytes, yamlBytes)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: bodyBytes },
    async (request: FastifyRequest, body: Buffer) =>
      checkData(parseJson(decodeUtf8(await inflateBody(request, body, bodyBytes)))),
  )
  app.addContentTypeParser(
    yamlTypes,
    { parseAs: 'buffer', bodyLimit: yamlLimit },
    async (request: FastifyRequest, body: Buffer) =>
      checkData(parseYaml(decodeUtf8(await inflateBody(request, body, yamlLimit)))),
  )
  tellLimit(app, ({ headers }) => (yamlTypes.includes(mediaTypeOf(headers['content-type'])) ? yamlLimit : bodyBytes))
}

function mediaTypeOf(header = ''): string {
  const [type = ''] = header.split(';', 1)
  return type.trim().toLowerCase()
}

/** @throws DomainError when the bytes are no text */
export function decodeUtf8(body: Buffer): string {
  try {
    return utf8.decode(body)
  } catch (cause) {
    throw new DomainError('body/syntax', 'The body is not UTF-8 text.', { cause })
  }
}

/**
 * Reads JSON; an empty body is no data.
 *
 * @throws DomainError that names the place
 */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    const { reason, offset } = findJsonFault(text, cause)
    const place = offset === undefined ? '' : `, ${placeOf(text, offset)}`
    throw new DomainError('body/syntax', `The body is not JSON${place}: ${reason}.`, { cause })
  }
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n')
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}

function parseYaml(text: string): unknown {
  try {
    const document = parseDocument(text, { merge: false, logLevel: 'silent' })
    const [error] = document.errors
    if (error) throw error
    // Aliases are how a small text becomes a huge document.
    return document.toJS({ maxAliasCount: 0 })
  } catch (cause) {
    throw new DomainError('body/syntax', `The body is not YAML: ${messageOf(cause)}`, { cause })
  }
}

/** The first line names the place; those after it draw it. */
function messageOf(error: unknown): string {
  const [first = ''] = error instanceof Error ? error.message.split('\n', 1) : ['it could not be read']
  return first.slice(0, 500).replace(/:$/, '.')
}

/** Walks the data without recursion, because depth is what it looks for. */
function checkData(data: unknown): unknown {
  let level: unknown[] = [data]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > depthLimit) {
      throw new DomainError('body/too-deep', `The body is nested deeper than ${depthLimit} levels.`)
    }
    const below: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      if (Object.hasOwn(value, '__proto__')) {
        throw new DomainError('body/forbidden-key', 'The body holds a key called __proto__.')
      }
      for (const child of Object.values(value)) if (typeof child === 'object' && child !== null) below.push(child)
    }
    level = below
  }
  return data
}
