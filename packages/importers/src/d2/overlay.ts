import { boardKinds } from './keywords.ts'
import { addEdge, createTree, edgesBetween, isKeyword, keyOf } from './tree.ts'
import type { Edge, Field, Tree } from './tree.ts'
import { createEdge, createField, isExhausted } from './work.ts'
import type { Work } from './work.ts'

/** Lays a copy of a map on another one: what it says counts for more. */
export function overlayTree(base: Tree, over: Tree, work: Work): void {
  overlay(base, over, [...over.fields.values()], false, work)
}

/** Puts what a scenario or a step begins with under it: the board that it changes, without its boards and its label. */
export function inheritBoard(board: Tree, from: Tree, work: Work): void {
  const passed = new Set<string>(['label', ...boardKinds])
  const fields = [...from.fields.values()].filter((field) => !isKeyword(field) || !passed.has(field.name.toLowerCase()))
  overlay(board, from, fields, true, work)
}

/** @param isSame whether the copies are the same things on another board, so that patterns met them already */
function overlay(base: Tree, over: Tree, fields: readonly Field[], isSame: boolean, work: Work): void {
  const copies = new Map<Field, Field>()
  overlayFields(base, fields, copies, isSame, work)
  overlayEdges(base, over, copies, work)
}

function overlayFields(
  base: Tree,
  fields: Iterable<Field>,
  copies: Map<Field, Field>,
  isSame: boolean,
  work: Work,
): void {
  for (const field of fields) {
    if (isExhausted(work)) return
    const key = field.spread === undefined ? keyOf({ text: field.name, isQuoted: field.isQuoted }) : field.name
    const target = base.fields.get(key) ?? createField(isSame ? field : { ...field, id: undefined }, base, work)
    base.fields.set(key, target)
    copies.set(field, target)
    if (field.primary !== undefined) {
      target.primary = field.primary
      target.isPrimaryByPattern = field.isPrimaryByPattern
    }
    if (field.list !== undefined) target.list = field.list
    if (field.isSuspended) target.isSuspended = true
    if (field.isConnected) target.isConnected = true
    if (field.map !== undefined) {
      target.map ??= createTree(target)
      target.map.globs = field.map.globs
      overlayFields(target.map, field.map.fields.values(), copies, isSame, work)
    }
  }
}

/** Edges find their ends among the copies, so they come after all fields. */
function overlayEdges(base: Tree, over: Tree, copies: ReadonlyMap<Field, Field>, work: Work): void {
  for (const edge of over.edges) {
    if (isExhausted(work)) return
    const source = copies.get(edge.source)
    const target = copies.get(edge.target)
    if (source === undefined || target === undefined) continue
    const same = edgesBetween(source, target, edge.arrow).find(({ index }) => index === edge.index)
    const copy = same ?? createEdge({ ...edge, source, target, tree: base }, work)
    if (same === undefined) addEdge(copy)
    overlayEdge(copy, edge, work)
  }
  for (const field of over.fields.values()) {
    const copy = copies.get(field)
    if (field.map !== undefined && copy?.map !== undefined) overlayEdges(copy.map, field.map, copies, work)
  }
}

function overlayEdge(base: Edge, over: Edge, work: Work): void {
  if (over.primary !== undefined) {
    base.primary = over.primary
    base.isPrimaryByPattern = over.isPrimaryByPattern
  }
  base.isSuspended = over.isSuspended
  if (over.map === undefined) return
  base.map ??= createTree(base)
  overlayTree(base.map, over.map, work)
}
