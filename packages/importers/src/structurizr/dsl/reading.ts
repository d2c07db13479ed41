import type { ImportDiagnostic } from '../../draft.ts'
import type { Workspace, WorkspaceElement, WorkspaceRelationship } from '../workspace.ts'
import type { Statement } from './statements.ts'
import type { Token } from './tokens.ts'

/** A type that the file makes of another: what it is, and what it brings along. */
export interface Archetype {
  readonly base: string
  readonly description?: string | undefined
  readonly technology?: string | undefined
  readonly tags: readonly string[]
}

/** What an identifier speaks of. */
export type Known =
  | { readonly kind: 'element'; readonly element: WorkspaceElement }
  | { readonly kind: 'group'; readonly parent: string | undefined; readonly groups: readonly string[] }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'deploymentGroup'; readonly name: string }
  | { readonly kind: 'relationship'; readonly relationship: WorkspaceRelationship }

/** All that is known while a workspace is read from top to bottom. */
export interface Reading {
  readonly workspace: Workspace
  readonly diagnostics: ImportDiagnostic[]
  /** By identifier in lower case: case does not count. */
  readonly known: Map<string, Known>
  readonly constants: Map<string, string>
  readonly archetypes: Map<string, Archetype>
  readonly views: Statement[]
  isHierarchical: boolean
  /** What reading may still cost, so that statements about everything end. */
  budget: number
}

/** Where a statement stands. */
export interface Context {
  readonly element?: WorkspaceElement | undefined
  readonly groups: readonly string[]
  readonly environment?: string | undefined
  /** Identifiers of what is around, joined by dots, when they count. */
  readonly path: string
}

/** The text of a word, with the constants in it. */
export function textOf(reading: Reading, token: Token | undefined): string {
  const text = token?.text ?? ''
  if (!text.includes('${')) return text
  return text.replaceAll(/\$\{([\w.-]+)\}/g, (whole, name: string) => reading.constants.get(name) ?? whole)
}

/** What an identifier speaks of: first within what is around, from inside out. */
export function findKnown(reading: Reading, context: Context, identifier: string): Known | undefined {
  const name = identifier.toLowerCase()
  if (name === 'this' && context.element !== undefined) return { kind: 'element', element: context.element }
  for (let path = context.path; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
    const known = reading.known.get(`${path}.${name}`)
    if (known !== undefined) return known
  }
  return reading.known.get(name)
}

export function remember(reading: Reading, context: Context, identifier: string | undefined, known: Known): string {
  if (identifier === undefined) return context.path
  const name = identifier.toLowerCase()
  const path = reading.isHierarchical && context.path !== '' ? `${context.path}.${name}` : name
  reading.known.set(path, known)
  return reading.isHierarchical ? path : ''
}
