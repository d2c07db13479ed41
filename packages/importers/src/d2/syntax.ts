/** A part of a path of keys: `orders` in `shop.orders`. */
export interface KeyPart {
  readonly text: string
  /** Only bare words are keywords, `_` and patterns with `*`. */
  readonly isQuoted: boolean
}

export interface Scalar {
  readonly kind: 'scalar'
  readonly text: string
  readonly form: 'bare' | 'double' | 'single' | 'block'
  /** Of a block: `md`, `go`, `latex`. */
  readonly tag?: string
}

export interface ListValue {
  readonly kind: 'list'
  readonly items: readonly Scalar[]
}

export interface MapValue {
  readonly kind: 'map'
  readonly entries: readonly Entry[]
  /** Some of them are filters, `&shape: circle`, that say what the rest is meant for. */
  readonly hasFilter: boolean
}

export interface ImportValue {
  readonly kind: 'import'
  readonly path: string
}

export type Value = Scalar | ListValue | MapValue | ImportValue

export interface EdgeChain {
  readonly ends: readonly (readonly KeyPart[])[]
  /** One less than ends: `->`, `<-`, `<->`, `--`. */
  readonly arrows: readonly string[]
  /** `[0]` or `[*]` speaks of edges that are there. */
  readonly index?: string | undefined
  /** What is set of them: `.style.opacity`. */
  readonly field: readonly KeyPart[]
}

/** One statement of a map. */
export interface Entry {
  readonly kind: 'key' | 'filter' | 'spread' | 'import'
  /** Of a filter: `!&`, what it asks for is not to be. */
  readonly isNot?: boolean | undefined
  readonly path: readonly KeyPart[]
  readonly edge?: EdgeChain | undefined
  /** The label, where a map may follow. */
  readonly primary?: Scalar | undefined
  readonly value?: Value | undefined
  readonly offset: number
}

export interface SyntaxFault {
  readonly message: string
  readonly offset: number
}
