import * as z from 'zod/mini'
import { findNearest } from '../nearest.ts'
import type { DocumentFault } from './document.ts'

/** Says in words what a schema found wrong with a document, with the nearest word that would have been right. */
export function faultsOf(schema: z.core.$ZodType, input: unknown, issue: z.core.$ZodIssue): readonly DocumentFault[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeysAt(schema, path)
    return issue.keys.map((key) => {
      const hint = hintFor(key, known) ?? (known.length > 0 ? `known here: ${known.join(', ')}` : undefined)
      return { path: [...path, key], message: `unknown key "${key}"`, ...(hint === undefined ? {} : { hint }) }
    })
  }
  if (issue.code === 'invalid_value') {
    const words = issue.values.map(String)
    const hint = hintFor(valueAt(input, path), words)
    return [
      {
        path,
        message: `must be ${words.length === 1 ? '' : 'one of '}${words.join(', ')}`,
        ...(hint === undefined ? {} : { hint }),
      },
    ]
  }
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues
    return [{ path, message: inner === undefined ? issue.message : `the key ${sayIssue(inner)}` }]
  }
  return [{ path, message: sayIssue(issue) }]
}

/** A bound that is broken, in words that somebody who types into a field understands too. */
function sayIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') {
    if (issue.origin === 'string')
      return issue.minimum === 1 ? 'must not be empty' : `must have at least ${issue.minimum} characters`
    if (issue.origin === 'array') return `must have at least ${issue.minimum} entries`
    return `must be at least ${issue.minimum}`
  }
  if (issue.code === 'too_big') {
    if (issue.origin === 'string') return `must have at most ${issue.maximum} characters`
    if (issue.origin === 'array') return `must have at most ${issue.maximum} entries`
    return `must be at most ${issue.maximum}`
  }
  return issue.message
}

function hintFor(word: unknown, known: readonly string[]): string | undefined {
  const nearest = typeof word === 'string' ? findNearest(word, known) : undefined
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`
}

function valueAt(input: unknown, path: DocumentFault['path']): unknown {
  return path.reduce<unknown>((at, key) => {
    // Straight to the item: a document may have twenty thousand of them, and a fault in each.
    if (Array.isArray(at)) return at[Number(key)]
    if (typeof at !== 'object' || at === null) return undefined
    return Object.entries(at).find(([name]) => name === String(key))?.[1]
  }, input)
}

function knownKeysAt(schema: z.core.$ZodType, path: DocumentFault['path']): readonly string[] {
  let at = unwrap(schema)
  for (const key of path) {
    if (at instanceof z.ZodMiniArray) at = unwrap(at.def.element)
    else if (at instanceof z.ZodMiniObject) {
      const next = Object.entries(at.shape).find(([name]) => name === key)
      if (next === undefined) return []
      at = unwrap(next[1])
    } else return []
  }
  return at instanceof z.ZodMiniObject ? Object.keys(at.shape) : []
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapper =
    schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniDefault || schema instanceof z.ZodMiniNullable
  return isWrapper ? unwrap(schema.def.innerType) : schema
}
