import { applyGlobs } from './evaluate.ts'
import { findPlain } from './find-plain.ts'
import { overlayTree } from './overlay.ts'
import type { Scalar } from './syntax.ts'
import { createTree, fieldOf, isField } from './tree.ts'
import type { Edge, Field, Tree } from './tree.ts'
import { countSteps, isExhausted } from './work.ts'
import type { Work } from './work.ts'

const longestText = 4_000
const variable = /\$\{([^{}\n]{1,200})\}/g

interface Filling {
  readonly work: Work
  /** What is being filled in: a variable that is made of itself ends there. */
  readonly busy: Set<Field>
  readonly told: Set<string>
}

/** Puts the values of variables where `${name}` stands: those of the maps around count, the innermost first. */
export function fillVariables(tree: Tree, work: Work): void {
  fillTree(tree, [], { work, busy: new Set(), told: new Set() })
}

function fillTree(tree: Tree, around: readonly Tree[], filling: Filling): void {
  if (isExhausted(filling.work)) return
  const own = fieldOf(tree, 'vars')?.map
  const scopes = own === undefined ? around : [own, ...around]
  if (own !== undefined) fillTree(own, scopes, filling)
  spreadMaps(tree, scopes, filling)
  for (const field of tree.fields.values()) {
    if (!countSteps(filling.work, 1)) return
    fillField(field, scopes, filling)
    if (field.map !== undefined && field.map !== own) fillTree(field.map, scopes, filling)
  }
  for (const edge of tree.edges) {
    fillPrimary(edge, scopes, filling)
    if (edge.map !== undefined) fillTree(edge.map, scopes, filling)
  }
}

/** The maps of variables in the places of `...${name}`; patterns see what they bring. */
function spreadMaps(tree: Tree, scopes: readonly Tree[], filling: Filling): void {
  const places = [...tree.fields.values()].filter(({ spread }) => spread !== undefined)
  if (places.length === 0) return
  const { work } = filling
  for (const place of places) {
    tree.fields.delete(place.name)
    const found = findVariable(place.spread ?? '', place, scopes, filling)
    if (found?.map !== undefined) overlayTree(tree, found.map, work)
    else tellMissing(place.spread ?? '', place, filling)
  }
  if (tree.globs === undefined || tree.globs.length === 0) return
  const before = work.globs
  work.globs = [...tree.globs]
  work.hasNews = true
  applyGlobs(work)
  work.globs = before
}

function fillField(field: Field, scopes: readonly Tree[], filling: Filling): void {
  if (filling.busy.has(field)) return
  filling.busy.add(field)
  fillPrimary(field, scopes, filling)
  if (field.list !== undefined) field.list = field.list.flatMap((item) => fillItem(item, field, scopes, filling))
  filling.busy.delete(field)
}

function fillItem(item: Scalar, owner: Field, scopes: readonly Tree[], filling: Filling): readonly Scalar[] {
  const spread = item.form === 'bare' ? /^\.\.\.\$\{([^{}]+)\}$/.exec(item.text)?.[1] : undefined
  if (spread === undefined) return [fillText(item, owner, scopes, filling)]
  return findVariable(spread, owner, scopes, filling)?.list ?? []
}

function fillPrimary(owner: Field | Edge, scopes: readonly Tree[], filling: Filling): void {
  const { primary } = owner
  if (primary === undefined || primary.form === 'single' || !primary.text.includes('${')) return
  const whole = primary.form === 'bare' ? /^\$\{([^{}]+)\}$/.exec(primary.text)?.[1] : undefined
  const found = whole === undefined ? undefined : findVariable(whole, owner, scopes, filling)
  if (found === undefined) {
    owner.primary = fillText(primary, owner, scopes, filling)
    return
  }
  // A variable that stands alone is what the key is, be it a text, a map or a list.
  owner.primary = found.primary
  if (found.map !== undefined) overlayTree((owner.map ??= createTree(owner)), found.map, filling.work)
  if (found.list !== undefined && isField(owner)) owner.list = found.list
}

function fillText(scalar: Scalar, owner: Field | Edge, scopes: readonly Tree[], filling: Filling): Scalar {
  if (scalar.form === 'single' || !scalar.text.includes('${')) return scalar
  let length = 0
  const text = scalar.text.replaceAll(variable, (whole, name) => {
    const value = length > longestText ? undefined : findVariable(String(name), owner, scopes, filling)?.primary?.text
    if (value === undefined && scalar.form !== 'block') tellMissing(String(name), owner, filling)
    length += value?.length ?? 0
    return value ?? whole
  })
  return { ...scalar, text: text.slice(0, Math.max(longestText, scalar.text.length)) }
}

/** The variable of that name, filled in itself. One that is set to null hides those of the same name further out. */
function findVariable(name: string, owner: Field | Edge, scopes: readonly Tree[], filling: Filling): Field | undefined {
  const path = name
    .trim()
    .split('.')
    .map((part) => part.trim().replaceAll(/^["']|["']$/g, ''))
  for (const [at, scope] of scopes.entries()) {
    // A variable of the same name means the one further out: `vars: {x: ${x}-b}`.
    if (isField(owner) && owner.tree === scope && owner.name.toLowerCase() === path[0]?.toLowerCase()) continue
    const found = findPlain(scope, path)
    if (found === undefined) continue
    if (found.primary?.form === 'bare' && found.primary.text.toLowerCase() === 'null') return undefined
    if (filling.busy.has(found)) return undefined
    fillField(found, scopes.slice(at), filling)
    return found
  }
  return undefined
}

function tellMissing(name: string, { offset }: Field | Edge, { work, told }: Filling): void {
  if (told.has(`${offset} ${name}`)) return
  told.add(`${offset} ${name}`)
  work.diagnostics.push({ kind: 'lost', message: `There is no variable "${name}".`, offset })
}
