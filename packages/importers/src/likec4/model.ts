/** What is said of an element, or of all elements of a kind. */
export interface LikeC4Fields {
  title?: string | undefined
  description?: string | undefined
  technology?: string | undefined
  icon?: string | undefined
  shape?: string | undefined
  readonly tags: string[]
  readonly links: { readonly title: string; readonly url: string }[]
}

/** An element of the model, of a deployment, or an instance in one. */
export interface LikeC4Element extends LikeC4Fields {
  /** Its name with those around it, joined by dots. */
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly parent: LikeC4Element | undefined
  readonly children: Map<string, LikeC4Element>
  readonly line: number
  /** What an instance is one of, as it is written. */
  readonly instanceOf?: string | undefined
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
  description?: string | undefined
  technology?: string | undefined
}

/** A tree of elements with what they say of each other: the model, or a deployment. */
export interface LikeC4Tree {
  readonly roots: Map<string, LikeC4Element>
  readonly elements: LikeC4Element[]
  readonly relationships: LikeC4Relationship[]
  readonly byName: Map<string, LikeC4Element[]>
  /** What a name speaks of from within each element, as far as it was asked for. */
  readonly sights: Map<string, Sight>
  /** How many elements were gone through for that. */
  effort: number
}

/** What one name speaks of from within the elements around those that have it; undefined is the whole tree. */
interface Sight {
  readonly seen: ReadonlyMap<LikeC4Element | undefined, LikeC4Element>
  /** How many elements there were: with others the sight is another. */
  readonly size: number
}

export function emptyTree(): LikeC4Tree {
  return { roots: new Map(), elements: [], relationships: [], byName: new Map(), sights: new Map(), effort: 0 }
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

/** Elements that come to be between one look and the next make it start again: of a file that does so for ever, little is found. */
const mostEffort = 2_000_000

function resolveFirst(tree: LikeC4Tree, name: string, scope: LikeC4Element | undefined): LikeC4Element | undefined {
  if (scope !== undefined && (name === 'this' || name === 'it')) return scope
  const seen = lookFor(tree, name)
  for (let around = scope; around !== undefined; around = around.parent) {
    const near = seen.get(around)
    if (near !== undefined) return near
  }
  return seen.get(undefined)
}

/**
 * From within an element a name speaks of its child, or else of the one descendant that its children see by that name:
 * two in the same child hide each other, and leave one in another child to be seen.
 */
function lookFor(tree: LikeC4Tree, name: string): Sight['seen'] {
  const known = tree.sights.get(name)
  if (known?.size === tree.elements.length) return known.seen
  const seen = new Map<LikeC4Element | undefined, LikeC4Element>()
  /** By how deep they lie: what holds an element of the name, and the one that it sees unless there are several. */
  const holders: Map<LikeC4Element | undefined, LikeC4Element | undefined>[] = []
  const offer = (depth: number, holder: LikeC4Element | undefined, element: LikeC4Element): void => {
    const level = (holders[depth] ??= new Map())
    level.set(holder, level.has(holder) ? undefined : element)
  }
  const named = tree.byName.get(name) ?? []
  tree.effort += named.length
  if (tree.effort > mostEffort) return seen
  for (const element of named) offer(depthOf(element), element.parent, element)
  for (let depth = holders.length - 1; depth >= 0; depth--) {
    for (const [holder, only] of holders[depth] ?? []) {
      const element = (holder?.children ?? tree.roots).get(name) ?? only
      if (element === undefined) continue
      seen.set(holder, element)
      if (holder !== undefined) offer(depthOf(holder), holder.parent, element)
    }
  }
  tree.sights.set(name, { seen, size: tree.elements.length })
  return seen
}

/** How many elements lie around it. */
function depthOf(element: LikeC4Element): number {
  let depth = 0
  for (let at = element.parent; at !== undefined; at = at.parent) depth++
  return depth
}

function uniqueWithin(tree: LikeC4Tree, name: string, around: LikeC4Element): LikeC4Element | undefined {
  // Of very many with the same name none is meant alone.
  const within = (tree.byName.get(name) ?? []).slice(0, 100).filter(({ id }) => id.startsWith(`${around.id}.`))
  return within.length === 1 ? within[0] : undefined
}
