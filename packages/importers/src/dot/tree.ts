import type { FilePlace } from '../draft.ts'

/** A value of an attribute; HTML stands in `<…>` and is not what it would be in quotes. */
export interface DotValue {
  readonly text: string
  readonly isHtml: boolean
}

export type DotAttributes = ReadonlyMap<string, DotValue>

/** A node as it is named in a statement, with the port behind it. */
export interface NodeName {
  readonly kind: 'node'
  readonly name: string
  readonly port: string | undefined
  readonly at: FilePlace
}

export interface Subgraph {
  readonly kind: 'subgraph'
  readonly name: string | undefined
  readonly statements: readonly Statement[]
  readonly at: FilePlace
}

/** A subgraph, or nodes with commas between them. */
export type EdgeEnd = readonly NodeName[] | Subgraph

export type Statement =
  | { readonly kind: 'mention'; readonly nodes: readonly NodeName[]; readonly attributes: DotAttributes }
  | {
      readonly kind: 'edges'
      /** Each end in order: `a -> {b c} -> d, e` has three. */
      readonly ends: readonly EdgeEnd[]
      readonly attributes: DotAttributes
      readonly at: FilePlace
    }
  | { readonly kind: 'defaults'; readonly of: 'graph' | 'node' | 'edge'; readonly attributes: DotAttributes }
  | Subgraph

/** One graph of a file, as it is written. */
export interface DotGraph {
  readonly name: string | undefined
  readonly isDirected: boolean
  readonly isStrict: boolean
  readonly statements: readonly Statement[]
  readonly at: FilePlace
}
