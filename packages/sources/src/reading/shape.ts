import { labelsFrom, type Labels } from '@statusgraph/model'
import { wrongShape } from '../client/failure.ts'

// Readers for what upstreams send. They are written by hand because the alert list may hold 50,000 entries, and they
// are tolerant: a field nobody knows is next year's version. A field that must be there and is not makes the whole
// answer wrong, because a list that silently lost an alert could look like recovery.

/** No text of an upstream is longer than this; the rest is cut off. */
const longestText = 8 * 1024

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw wrongShape(`${what} is not an object`)
  return value
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrongShape(`${what} is not a list`)
  return value
}

export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string') throw wrongShape(`${what} is not a text`)
  return cut(value)
}

export function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? cut(value) : undefined
}

export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string').map(cut) : []
}

/** Labels or annotations; absent ones are none at all. */
export function labelsOf(value: unknown, what: string): Labels {
  if (value === undefined || value === null) return labelsFrom([])
  const entries = Object.entries(recordOf(value, what))
  for (const entry of entries) {
    if (typeof entry[1] === 'string') entry[1] = cut(entry[1])
  }
  return labelsFrom(entries)
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`.toWellFormed()
}
