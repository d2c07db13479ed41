import { findNearest } from '@statusgraph/model'
import type { z } from 'zod'
import type { Diagnostic } from './config.ts'
import { knownKeysAt, listKeys } from './key-list.ts'
import type { KeyInfo } from './key-list.ts'
import { nameKind } from './merge-files.ts'
import { errorAt } from './read-yaml.ts'
import { configSchema } from './schema.ts'
import { keyPlaceAt, namePath, placeAt, valueAt } from './tree.ts'
import type { Tree, TreePath } from './tree.ts'

/** Whether what the schema found wrong is that something is not there. */
export function isAbsence(tree: Tree, issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'unrecognized_keys') return false
  const value = valueAt(tree, issue.path)
  return value === undefined || (value.kind === 'scalar' && value.text === null)
}

/** Says in words, at its place, what the schema found wrong. */
export function wordIssue(tree: Tree, issue: z.core.$ZodIssue): readonly Diagnostic[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => wordUnknownKey(tree, issue.path, key))
  if (isAbsence(tree, issue)) return [wordAbsent(tree, issue.path)]
  const value = valueAt(tree, issue.path)
  const name = namePath(tree, issue.path)
  const place = placeAt(tree, issue.path)
  switch (issue.code) {
    case 'invalid_type': {
      const isListOrAlone = (issue.path[0] === 'upstream' || issue.path[0] === 'sources') && issue.path.length === 2
      const expected = isListOrAlone ? 'a map, or a list of maps' : nameExpected(issue.expected)
      const message = `"${name}" must be ${expected}, not a ${value === undefined ? 'value' : nameKind(value)}`
      const isBareUpstream = issue.path[0] === 'upstream' && issue.path.length > 1 && value?.kind === 'scalar'
      const hint = isBareUpstream && issue.path.length < 4 ? 'write {url: "http://…"}' : hintFor(issue.expected)
      return [errorAt(place, message, hint)]
    }
    case 'invalid_value': {
      const words = issue.values.map(String)
      const near = value?.kind === 'scalar' ? findNearest(value.text ?? '', words) : undefined
      return [
        errorAt(
          place,
          `"${name}" must be one of ${words.join(', ')}`,
          near === undefined ? undefined : `did you mean ${near}?`,
        ),
      ]
    }
    case 'invalid_key':
      return [
        errorAt(
          keyPlaceAt(tree, issue.path),
          `"${name}" ${issue.issues[0]?.message ?? 'has a key that is not allowed'}`,
        ),
      ]
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'too_big':
    case 'too_small':
      return [errorAt(place, `"${name}" ${issue.message}`)]
  }
}

function wordAbsent(tree: Tree, path: TreePath): Diagnostic {
  const parent = path.slice(0, -1)
  const last = path.at(-1)
  if (typeof last === 'number' || valueAt(tree, parent)?.kind === 'list') {
    return errorAt(placeAt(tree, path), `"${namePath(tree, path)}" is empty`, 'write a value, or remove the entry')
  }
  const owner = namePath(tree, parent)
  return errorAt(
    keyPlaceAt(tree, parent),
    `${owner === '' ? 'the file' : `"${owner}"`} needs the key "${String(last)}"`,
  )
}

function nameExpected(expected: string): string {
  if (expected === 'array') return 'a list'
  if (expected === 'object' || expected === 'record') return 'a map'
  return 'a single value'
}

function hintFor(expected: string): string | undefined {
  if (expected === 'array') return 'write [a, b], or one "- " line per entry'
  if (expected === 'object' || expected === 'record') return 'write "key: value" lines below it, indented'
  return undefined
}

function wordUnknownKey(tree: Tree, path: TreePath, key: string): Diagnostic {
  const place = keyPlaceAt(tree, [...path, key])
  const owner = namePath(tree, path)
  return errorAt(place, `unknown key "${key}"${owner === '' ? '' : ` in "${owner}"`}`, hintForKey(tree, path, key))
}

function hintForKey(tree: Tree, path: TreePath, key: string): string | undefined {
  const known = knownKeysAt(configSchema, path) ?? []
  const isGraph = path.length === 0 && (key === 'nodes' || key === 'edges') && valueAt(tree, ['nodes']) !== undefined
  if (isGraph) return 'this looks like a graph document: those belong into a folder named under "provisioning"'
  const near = findNearest(key, known)
  if (near !== undefined) return `did you mean "${near}"?`
  const elsewhere = findElsewhere(listKeys(configSchema), key.toLowerCase().replaceAll('-', '_'), '')
  if (elsewhere !== undefined) return `that key belongs to "${elsewhere}"`
  return known.length > 0 ? `known here: ${known.join(', ')}` : undefined
}

/** The place in the whole file where a key of exactly this name would be right. */
function findElsewhere(keys: readonly KeyInfo[], name: string, parent: string): string | undefined {
  for (const key of keys) {
    const path = parent === '' ? key.name : `${parent}.${key.name}`
    if (key.name === name) return parent === '' ? 'the top of the file' : parent
    const deeper = findElsewhere(key.keys, name, path)
    if (deeper !== undefined) return deeper
  }
  return undefined
}
