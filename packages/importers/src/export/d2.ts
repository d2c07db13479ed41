import type { GraphDocument, NodeKind } from '@statusgraph/model'
import { cleanText } from '../clean-text.ts'
import { exportMark } from '../export-mark.ts'
import type { ExportOptions } from './exported.ts'
import { lookOf, titleOf } from './lamps.ts'
import { nameElements } from './name-elements.ts'
import type { Branch, Outline } from './outline.ts'
import { portText } from './port-text.ts'
import { webLink } from './web-link.ts'

const shapes: Readonly<Record<NodeKind, string | undefined>> = {
  service: undefined,
  box: undefined,
  hexagon: 'hexagon',
  diamond: 'diamond',
  actor: 'person',
  database: 'cylinder',
  queue: 'queue',
  cache: 'cylinder',
  storage: 'stored_data',
  function: 'step',
  gateway: 'parallelogram',
  external: 'cloud',
  group: undefined,
}

/** Keys that D2 reads as properties, whatever their case. */
const reserved =
  /^(?:label|desc|description|shape|icon|constraint|tooltip|link|near|width|height|direction|top|left|style|class|classes|vars|layers|scenarios|steps|source-arrowhead|target-arrowhead|text|md|grid-.*|grid.*|filled|animated|bold|italic|underline|.*-gap|opacity|stroke.*|fill.*|font.*|shadow|multiple|double-border|3d|border-radius|null|true|false|suspend|unsuspend|_)$/i

/** Writes a graph for D2. A group without members is a plain shape there: D2 has no other sign for a container. */
export function writeD2(graph: GraphDocument, outline: Outline, { statuses }: ExportOptions): string {
  const names = nameElements(graph.nodes, {
    isGood: (id) => /^[a-z_][\w]*(?:-[\w]+)*$/i.test(id) && id.length <= 120 && !reserved.test(id),
    // Keys that differ in case are one key.
    fold: (id) => id.toLowerCase(),
  })
  const nameOf = (id: string): string => names.get(id) ?? id
  const paths = new Map<string, string>()
  const writeBranch = ({ node, members, parent, depth }: Branch): readonly string[] => {
    const around = parent === undefined ? undefined : paths.get(parent.node.id)
    paths.set(node.id, around === undefined ? nameOf(node.id) : `${around}.${nameOf(node.id)}`)
    const indent = '  '.repeat(depth)
    const look = lookOf(statuses, node.id)
    const shape = shapes[node.kind]
    const link = webLink(node)
    const inside = [
      ...(shape === undefined ? [] : [`shape: ${shape}`]),
      ...(node.description === undefined || node.description.trim() === ''
        ? []
        : [`tooltip: ${quote(hideTags(node.description))}`]),
      ...(link === undefined ? [] : [`link: ${quote(link)}`]),
      ...(look === undefined
        ? []
        : [`style: {fill: "${look.fill}"; stroke: "${look.line}"; font-color: "${look.text}"}`]),
    ].map((line) => `${indent}  ${line}`)
    const body = [...inside, ...members.flatMap((member) => writeBranch(member))]
    const head = `${indent}${nameOf(node.id)}: ${quote(look === undefined ? node.name : `${node.name}\n${look.words}`)}`
    return body.length === 0 ? [head] : [`${head} {`, ...body, `${indent}}`]
  }
  const tree = outline.roots.flatMap((branch) => writeBranch(branch))
  const edges = graph.edges.map(({ source, target, sourcePort, targetPort, label }) => {
    const heads = [
      ['source-arrowhead', portText(outline.byId.get(source)?.node, sourcePort)] as const,
      ['target-arrowhead', portText(outline.byId.get(target)?.node, targetPort)] as const,
    ].flatMap(([key, text]) => (text === undefined ? [] : [`${key}: ${quote(text)}`]))
    const text = label === undefined || label.trim() === '' ? '' : quote(label)
    const body = heads.length === 0 ? '' : `{${heads.join('; ')}}`
    const tail = [text, body].filter((part) => part !== '').join(' ')
    return `${paths.get(source) ?? source} -> ${paths.get(target) ?? target}${tail === '' ? '' : `: ${tail}`}`
  })
  const title = cleanText(titleOf(graph.name, statuses)).replaceAll(/\s+/g, ' ')
  return [`# ${title}`, `# ${exportMark}`, 'direction: right', ...tree, ...edges, ''].join('\n')
}

/** D2 reads tooltips as Markdown and refuses what looks like a tag that is not closed, though it draws them as they are. */
function hideTags(text: string): string {
  return text.replaceAll(/<(?=[a-z/!?])/gi, '<\u200B')
}

function quote(text: string): string {
  const escaped = cleanText(text)
    .replaceAll(/[\\"$]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')
  return `"${escaped}"`
}
