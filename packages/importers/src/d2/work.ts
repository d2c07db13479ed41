import type { ImportDiagnostic } from '../draft.ts'
import type { Glob } from './glob.ts'
import type { Edge, Field, Tree } from './tree.ts'
import type { SyntaxFault } from './syntax.ts'

/** What is kept while a file is followed. */
export interface Work {
  /** The patterns that are to see whatever comes now, outer ones first. */
  globs: Glob[]
  /** Those that are being applied. */
  readonly running: Glob[]
  /** A pattern meets what came after it, and does not change what the file says itself. */
  isLate: boolean
  /** Something came that patterns have not seen. */
  hasNews: boolean
  readonly faults: SyntaxFault[]
  readonly diagnostics: (ImportDiagnostic & { readonly offset: number })[]
  steps: number
  made: number
}

/** Patterns and variables may mean everything, and be made of one another, without end. */
const mostSteps = 10_000_000
const mostMade = 250_000

export function createWork(): Work {
  return {
    globs: [],
    running: [],
    isLate: false,
    hasNews: false,
    faults: [],
    diagnostics: [],
    steps: 0,
    made: 0,
  }
}

/** Counts what is done; false when it is too much, which becomes a fault of the file. */
export function countSteps(work: Work, steps: number): boolean {
  work.steps += steps
  return !isExhausted(work)
}

export function isExhausted({ steps, made }: Work): boolean {
  return steps > mostSteps || made > mostMade
}

export function createField(
  {
    name,
    isQuoted,
    offset,
    spread,
    id,
  }: Pick<Field, 'name' | 'isQuoted' | 'offset' | 'spread'> & {
    readonly id?: number | undefined
  },
  tree: Tree,
  work: Work,
): Field {
  work.made++
  return {
    id: id ?? work.made,
    name,
    isQuoted,
    tree,
    isPrimaryByPattern: false,
    isSuspended: false,
    isConnected: false,
    spread,
    offset,
  }
}

export function createEdge(
  edge: Pick<Edge, 'source' | 'target' | 'arrow' | 'index' | 'tree' | 'offset'> & { readonly id?: number },
  work: Work,
): Edge {
  work.made++
  return { ...edge, id: edge.id ?? work.made, isPrimaryByPattern: false, isSuspended: false }
}
