import type { FastifyInstance, FastifyRequest } from 'fastify'
import { parseDocument } from 'yaml'
import { DomainError } from './domain-error.ts'

/** Deeper than any document needs, and far from what recursive code cannot take. */
const depthLimit = 32
/** YAML takes long to read: a second or so for this much. */
const yamlBytes = 2 * 1024 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads bodies as plain data: JSON and YAML, and nothing else. */
export function readBodies(app: FastifyInstance, bodyBytes: number): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: bodyBytes },
    async (_request: FastifyRequest, body: Buffer) => checkData(parseJson(decode(body))),
  )
  app.addContentTypeParser(
    ['application/yaml', 'text/yaml', 'application/x-yaml', 'text/x-yaml'],
    { parseAs: 'buffer', bodyLimit: Math.min(bodyBytes, yamlBytes) },
    async (_request: FastifyRequest, body: Buffer) => checkData(parseYaml(decode(body))),
  )
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body)
  } catch (cause) {
    throw new DomainError('body/syntax', 'The body is not UTF-8 text.', { cause })
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new DomainError('body/syntax', `The body is not JSON: ${messageOf(cause)}`, { cause })
  }
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 500) : 'it could not be read'
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
