import type { GraphDocument, NodeKind } from '@statusgraph/model'
import { cleanText } from '../clean-text.ts'
import type { ExportOptions } from './exported.ts'
import { lampColours, lookOf, titleOf } from './lamps.ts'
import { nameElements } from './name-elements.ts'
import type { Branch, Outline } from './outline.ts'
import { webLink } from './web-link.ts'

const brackets: Readonly<Record<Exclude<NodeKind, 'group'>, readonly [string, string]>> = {
  service: ['(', ')'],
  box: ['[', ']'],
  hexagon: ['{{', '}}'],
  diamond: ['{', '}'],
  actor: ['((', '))'],
  database: ['[(', ')]'],
  queue: ['[[', ']]'],
  cache: ['[(', ')]'],
  storage: ['[(', ')]'],
  function: ['[/', '/]'],
  gateway: ['[/', '\\]'],
  external: ['([', '])'],
}

/** Words of the language. */
const reserved =
  /^(?:end|graph|flowchart|subgraph|style|linkstyle|default|class|classdef|click|href|call|direction|interpolate)$/i

/** Writes a graph as a Mermaid flowchart. */
export function writeMermaid(graph: GraphDocument, outline: Outline, { statuses }: ExportOptions): string {
  const names = nameElements(graph.nodes, { isGood: (id) => /^[a-z]\w{0,119}$/i.test(id) && !reserved.test(id) })
  const nameOf = (id: string): string => names.get(id) ?? id

  const writeBranch = ({ node, members, depth }: Branch): readonly string[] => {
    const indent = '  '.repeat(depth + 1)
    const look = lookOf(statuses, node.id)
    const text = quote(look === undefined ? node.name : `${node.name}\n${look.words}`)
    if (node.kind !== 'group') {
      const [open, close] = brackets[node.kind]
      return [`${indent}${nameOf(node.id)}${open}${text}${close}`]
    }
    return [
      `${indent}subgraph ${nameOf(node.id)}[${text}]`,
      ...members.flatMap((member) => writeBranch(member)),
      `${indent}end`,
    ]
  }
  const edges = graph.edges.map(({ source, target, label }) => {
    const text = label === undefined || label.trim() === '' ? '' : `|${quote(label)}|`
    return `  ${nameOf(source)} -->${text} ${nameOf(target)}`
  })
  const links = graph.nodes.flatMap((node) => {
    const link = webLink(node)
    return link === undefined
      ? []
      : [`  click ${nameOf(node.id)} href "${link.replaceAll('"', '%22').replaceAll(';', '%3B')}"`]
  })

  return [
    '---',
    `title: ${JSON.stringify(cleanText(titleOf(graph.name, statuses)).replaceAll(/\s+/g, ' '))}`,
    '---',
    'flowchart LR',
    ...outline.roots.flatMap((branch) => writeBranch(branch)),
    ...edges,
    ...links,
    ...(statuses === undefined ? [] : writeLamps(graph, nameOf, statuses)),
    '',
  ].join('\n')
}

function writeLamps(
  { nodes }: GraphDocument,
  nameOf: (id: string) => string,
  statuses: NonNullable<ExportOptions['statuses']>,
): readonly string[] {
  const byLamp = Map.groupBy(nodes, ({ id }) => lookOf(statuses, id)?.name ?? 'unknown')
  return [...byLamp].flatMap(([lamp, members]) => {
    const { fill, line, text } = lampColours[lamp]
    return [
      `  classDef ${lamp} fill:${fill},stroke:${line},color:${text}`,
      `  class ${members.map(({ id }) => nameOf(id)).join(',')} ${lamp}`,
    ]
  })
}

/**
 * A text in quotes. Mermaid has no escapes but its own entities, reads HTML and Markdown in labels, and takes `style:#…;`
 * apart wherever it stands.
 */
function quote(text: string): string {
  const entity = (character: string): string => `#${character.codePointAt(0)};`
  const coded = cleanText(text)
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{S}\p{Zs}\n.,()+=/_:@!?-]|[<>`^~$|]/gu, entity)
    .replaceAll('\n', '<br/>')
  return `"${coded.includes('#') ? coded.replaceAll(':', '#58;') : coded}"`
}
