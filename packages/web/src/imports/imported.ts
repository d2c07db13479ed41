import { recordImport } from '@statusgraph/model'
import type { GraphDocument, ImportRecord } from '@statusgraph/model'
import type { ImportedDiagram } from '@statusgraph/protocol'
import type { BroughtFile } from './brought-file.ts'

/** A diagram that somebody has looked at and wants. */
export interface TakenDiagram {
  /** As the file has it, with the services that were chosen. */
  readonly graph: GraphDocument
  /** What the file said, for the next update. */
  readonly record: ImportRecord
}

/** Where nodes stand: where the file has them, or where an automatic layout puts them. */
export type Placing = 'as-drawn' | 'anew'

export function takeDiagram({ graph, format }: ImportedDiagram, { name }: BroughtFile, placing: Placing): TakenDiagram {
  return { graph: placing === 'anew' ? withoutPlaces(graph) : graph, record: recordImport(graph, { format, name }) }
}

export function hasPlaces({ nodes }: GraphDocument): boolean {
  return nodes.some(({ position }) => position !== undefined)
}

function withoutPlaces(graph: GraphDocument): GraphDocument {
  const nodes = graph.nodes.map(({ position: _, size: __, ...node }) => node)
  return { ...graph, nodes }
}

/** Nodes, groups and edges of a graph, in words: `12 nodes in 3 groups, 14 edges`. */
export function countElements({ nodes, edges }: GraphDocument): string {
  const groups = nodes.filter(({ kind }) => kind === 'group').length
  const inGroups = groups === 0 ? '' : ` in ${count(groups, 'group')}`
  return `${count(nodes.length - groups, 'node')}${inGroups}, ${count(edges.length, 'edge')}`
}

export function count(many: number, noun: string): string {
  return `${many.toLocaleString('en')} ${noun}${many === 1 ? '' : 's'}`
}

/** A name for a graph whose file has none: that of the file, without folders and extensions. */
export function nameOf({ graph, format }: ImportedDiagram, { name }: BroughtFile): string {
  // A diagram without a name is called by its format.
  if (graph.name !== format) return graph.name
  const stem = name
    ?.replace(/^.*[/\\]/, '')
    .replace(/(?:\.[a-z0-9]{1,12}){1,2}$/i, '')
    .trim()
  return stem === undefined || stem === '' ? 'New graph' : stem.slice(0, 400)
}
