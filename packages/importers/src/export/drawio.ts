import type { GraphDocument, GraphEdge, GraphNode, NodeKind } from '@statusgraph/model'
import { cleanText } from '../clean-text.ts'
import { kindStyle } from '../export-mark.ts'
import type { ExportOptions } from './exported.ts'
import { lookOf, titleOf } from './lamps.ts'
import { nameElements } from './name-elements.ts'
import type { Branch, Outline } from './outline.ts'
import { placeBoxes } from './place-boxes.ts'
import type { Box } from './place-boxes.ts'
import { portText } from './port-text.ts'
import { webLink } from './web-link.ts'

const shapes: Readonly<Record<NodeKind, string>> = {
  service: 'rounded=1',
  box: 'rounded=0',
  hexagon: 'shape=hexagon;perimeter=hexagonPerimeter2;fixedSize=1',
  diamond: 'rhombus',
  actor: 'shape=actor',
  database: 'shape=cylinder3;boundedLbl=1;size=12',
  queue: 'shape=mxgraph.flowchart.direct_data',
  cache: 'shape=datastore',
  storage: 'shape=dataStorage;fixedSize=1',
  function: 'shape=process',
  gateway: 'shape=trapezoid;perimeter=trapezoidPerimeter;fixedSize=1',
  external: 'ellipse;shape=cloud',
  group:
    'rounded=1;arcSize=4;container=1;collapsible=0;verticalAlign=top;align=left;spacingLeft=12;spacingTop=6;fontStyle=1',
}
const plainColours = 'fillColor=#ffffff;strokeColor=#8f897e;fontColor=#1d1c1a'
const groupColours = 'fillColor=#f7f5f1;strokeColor=#cbc5ba;fontColor=#55514a'
/** Names of data that mean something to draw.io itself. */
const ownData = /^(?:id|label|link|tooltip|tags|placeholders?|xml.*|c4.*)$/i

/** Writes a graph as a draw.io file with one page. */
export function writeDrawio(graph: GraphDocument, outline: Outline, { statuses }: ExportOptions): string {
  // `0` and `1` are the page and its layer.
  const names = nameElements(graph.nodes, { isGood: (id) => /^[\w./:-]{2,120}$/.test(id) })
  const nameOf = (id: string): string => names.get(id) ?? id
  const boxes = placeBoxes(outline)

  const writeBranch = (branch: Branch): readonly string[] => {
    const { node, members, parent } = branch
    const look = lookOf(statuses, node.id)
    const style = [
      shapes[node.kind],
      `whiteSpace=wrap;html=1;${kindStyle}=${node.kind}`,
      look === undefined
        ? node.kind === 'group'
          ? groupColours
          : plainColours
        : `fillColor=${look.fill};strokeColor=${look.line};fontColor=${look.text}`,
    ].join(';')
    const around = parent === undefined ? undefined : boxes.get(parent.node.id)
    const label = htmlOf(look === undefined ? node.name : `${node.name}\n${look.words}`)
    const data = { label, ...dataOf(node), id: nameOf(node.id) }
    return [
      `<UserObject${writeAttributes(data)}><mxCell style="${style};" vertex="1" parent="${parent === undefined ? '1' : nameOf(parent.node.id)}">${writeGeometry(boxes.get(node.id), around)}</mxCell></UserObject>`,
      ...members.flatMap((member) => writeBranch(member)),
    ]
  }
  const taken = new Set(names.values())
  const edges = graph.edges.flatMap((edge, at) => {
    let id = `edge-${at + 1}`
    while (taken.has(id)) id = `${id}_`
    return writeEdge(edge, id, nameOf, outline)
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<mxfile host="statusgraph">',
    `<diagram id="page"${writeAttributes({ name: titleOf(graph.name, statuses) })}>`,
    '<mxGraphModel grid="1" gridSize="10" guides="1" tooltips="1" connect="1" arrows="1" fold="1" page="0" math="0" shadow="0">',
    '<root>',
    '<mxCell id="0"/>',
    '<mxCell id="1" parent="0"/>',
    ...outline.roots.flatMap((branch) => writeBranch(branch)),
    ...edges,
    '</root>',
    '</mxGraphModel>',
    '</diagram>',
    '</mxfile>',
    '',
  ].join('\n')
}

function writeEdge(
  { source, target, sourcePort, targetPort, label, description }: GraphEdge,
  id: string,
  nameOf: (id: string) => string,
  outline: Outline,
): readonly string[] {
  const value = label === undefined ? '' : htmlOf(label)
  const ends = { source: nameOf(source), target: nameOf(target) }
  const style = 'edgeStyle=orthogonalEdgeStyle;rounded=1;html=1;endArrow=classic;strokeColor=#8f897e;'
  const ports = [
    [-0.8, portText(outline.byId.get(source)?.node, sourcePort)] as const,
    [0.8, portText(outline.byId.get(target)?.node, targetPort)] as const,
  ]
  const cell = (named: Readonly<Record<string, string>>): string =>
    `<mxCell${writeAttributes({ ...named, style })} edge="1" parent="1"${writeAttributes(ends)}><mxGeometry relative="1" as="geometry"/></mxCell>`
  return [
    description === undefined
      ? cell({ id, value })
      : `<UserObject${writeAttributes({ id, label: value, tooltip: htmlOf(description) })}>${cell({})}</UserObject>`,
    ...ports.flatMap(([along, text], at) => {
      if (text === undefined) return []
      const attributes = { id: `${id}-port-${at}`, value: htmlOf(text), style: 'edgeLabel;html=1;fontSize=10;' }
      return [
        `<mxCell${writeAttributes(attributes)} vertex="1" connectable="0" parent="${id}"><mxGeometry x="${along}" relative="1" as="geometry"/></mxCell>`,
      ]
    }),
  ]
}

/** Labels of which draw.io can hold the name are the data of the shape there. */
function dataOf(node: GraphNode): Readonly<Record<string, string>> {
  const { description, labels = {} } = node
  const link = webLink(node)
  return {
    ...Object.fromEntries(
      Object.entries(labels).filter(([key]) => /^[A-Za-z_][\w.-]{0,60}$/.test(key) && !ownData.test(key)),
    ),
    ...(description === undefined ? {} : { tooltip: htmlOf(description) }),
    ...(link === undefined ? {} : { link }),
  }
}

/** A place within what is around it. */
function writeGeometry(box: Box | undefined, around: Box | undefined): string {
  const { x, y, width, height } = box ?? { x: 0, y: 0, width: 160, height: 64 }
  const round = (value: number): number => Math.round(value * 100) / 100
  return `<mxGeometry x="${round(x - (around?.x ?? 0))}" y="${round(y - (around?.y ?? 0))}" width="${round(width)}" height="${round(height)}" as="geometry"/>`
}

function htmlOf(text: string): string {
  return cleanText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>')
}

function writeAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(cleanText(value))}"`)
    .join('')
}

function escapeXml(text: string): string {
  if (!/[&<>"\n]/.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
}
