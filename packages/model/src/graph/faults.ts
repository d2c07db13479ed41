import * as z from 'zod/mini'
import { findNearest } from '../nearest.ts'
import type { DocumentFault } from './document.ts'

/** Says in words what a schema found wrong with a document, with the nearest word that would have been right. */
export function faultsOf(schema: z.core.$ZodType, input: unknown, issue: z.core.$ZodIssue): readonly DocumentFault[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeysAt(schema, path)
    return issue.keys.map((key) => {
      const hint = hintForKey(key, known)
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
  if (issue.code === 'invalid_union') {
    const nearest = nearestShape(issue.errors)
    if (nearest !== undefined)
      return nearest.flatMap((inner) => faultsOf(schema, input, { ...inner, path: [...issue.path, ...inner.path] }))
  }
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues
    return [{ path, message: inner === undefined ? issue.message : `the key ${sayIssue(inner)}` }]
  }
  if (issue.code === 'invalid_type') {
    const message = sayWrongType(issue.expected, valueAt(input, path))
    return [{ path, message: path.length === 0 ? `this ${message}` : message }]
  }
  return [{ path, message: sayIssue(issue) }]
}

/** Of several shapes that a value may have, the faults by the one that it has the fewest of. */
function nearestShape(shapes: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const countOf = (issues: readonly z.core.$ZodIssue[]): number =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0)
  return shapes.toSorted((a, b) => countOf(a) - countOf(b))[0]
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a map of keys'],
  ['record', 'a map of keys'],
])

function sayWrongType(expected: string, value: unknown): string {
  const wanted = typeNames.get(expected) ?? expected
  if (value === undefined) return `is missing: it must be ${wanted}`
  if (value === null) return `must be ${wanted}, and nothing stands here`
  if (typeof value === 'number' && expected === 'number') return 'must be a finite number'
  const given = Array.isArray(value) ? 'array' : typeof value
  return `must be ${wanted}, not ${typeof value === 'boolean' ? String(value) : (typeNames.get(given) ?? given)}`
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

function hintForKey(key: string, known: readonly string[]): string | undefined {
  // The key belongs to another of several shapes that a value may have.
  if (known.includes(key)) return 'not together with the other keys here'
  return hintFor(key, known) ?? (known.length > 0 ? `known here: ${known.join(', ')}` : undefined)
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
  const at = unwrap(schema)
  if (at instanceof z.ZodMiniUnion)
    return [...new Set(at.def.options.flatMap((option: z.core.$ZodType) => knownKeysAt(option, path)))]
  const [key, ...rest] = path
  if (key === undefined) return at instanceof z.ZodMiniObject ? Object.keys(at.shape) : []
  if (at instanceof z.ZodMiniArray) return knownKeysAt(at.def.element, rest)
  if (at instanceof z.ZodMiniRecord) return knownKeysAt(at.def.valueType, rest)
  if (!(at instanceof z.ZodMiniObject)) return []
  const next = Object.entries(at.shape).find(([name]) => name === key)
  return next === undefined ? [] : knownKeysAt(next[1], rest)
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapper =
    schema instanceof z.ZodMiniOptional || schema instanceof z.ZodMiniDefault || schema instanceof z.ZodMiniNullable
  return isWrapper ? unwrap(schema.def.innerType) : schema
}
