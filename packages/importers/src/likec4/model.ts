/** An element of the model, of a deployment, or an instance in one. */
export interface LikeC4Element {
  /** Its name with those around it, joined by dots. */
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly parent: LikeC4Element | undefined
  readonly children: Map<string, LikeC4Element>
  readonly line: number
  title?: string | undefined
  description?: string | undefined
  technology?: string | undefined
  icon?: string | undefined
  shape?: string | undefined
  /** What an instance is one of, as it is written. */
  readonly instanceOf?: string | undefined
  readonly tags: string[]
  readonly links: { readonly title: string; readonly url: string }[]
}

/** A relationship as it is written; its ends are looked up when everything is read. */
export interface LikeC4Relationship {
  /** Undefined for the element around it. */
  readonly source: string | undefined
  readonly target: string
  readonly scope: LikeC4Element | undefined
  readonly kind?: string | undefined
  readonly line: number
  title?: string | undefined
  technology?: string | undefined
}

/** A tree of elements with what they say of each other: the model, or a deployment. */
export interface LikeC4Tree {
  readonly roots: Map<string, LikeC4Element>
  readonly elements: LikeC4Element[]
  readonly relationships: LikeC4Relationship[]
  /** Names that only one element of the whole tree has lead to it; of others nothing is said. */
  readonly byName: Map<string, LikeC4Element[]>
}

export function emptyTree(): LikeC4Tree {
  return { roots: new Map(), elements: [], relationships: [], byName: new Map() }
}

/** The element that a name speaks of, seen from within `scope`: a child, a descendant whose name is unique, then outward. */
export function resolve(tree: LikeC4Tree, name: string, scope: LikeC4Element | undefined): LikeC4Element | undefined {
  const [first = '', ...rest] = name.split('.')
  let found = resolveFirst(tree, first, scope)
  for (const part of rest) {
    if (found === undefined) return undefined
    found = found.children.get(part) ?? uniqueWithin(tree, part, found)
  }
  return found
}

function resolveFirst(tree: LikeC4Tree, name: string, scope: LikeC4Element | undefined): LikeC4Element | undefined {
  if (scope !== undefined && (name === 'this' || name === 'it')) return scope
  for (let around = scope; around !== undefined; around = around.parent) {
    const near = around.children.get(name) ?? uniqueWithin(tree, name, around)
    if (near !== undefined) return near
    if (around.name === name) return around
  }
  return tree.roots.get(name) ?? uniqueWithin(tree, name, undefined)
}

function uniqueWithin(tree: LikeC4Tree, name: string, around: LikeC4Element | undefined): LikeC4Element | undefined {
  const named = tree.byName.get(name) ?? []
  // Of very many with the same name none is meant alone.
  const within = around === undefined ? named : named.slice(0, 100).filter(({ id }) => id.startsWith(`${around.id}.`))
  return within.length === 1 ? within[0] : undefined
}
