import { drawServices, guessKind, nodeKinds, shortNameOf } from '@statusgraph/model'
import { sizeNode } from '../../../map/index.ts'
import type { GraphMapHandle, MapPlace } from '../../../map/index.ts'
import { countOf } from '../actions/chosen.ts'
import { draftOf } from '../actions/kinds.ts'
import type { Editor, NodeDraft } from '../editor.ts'
import { bindNode } from '../inspector/services/bind-node.ts'
import type { CanvasStore } from './canvas-state.ts'
import { emptyHand } from './canvas-state.ts'
import { edgeEndAt } from './connect.ts'
import { aimGhost, putAt } from './drags/place.ts'
import { holdPlaces } from './hold-places.ts'
import { boxAround, putNode } from './put-node.ts'
import { foundDragType, readFound } from '../tray/found/drag-found.ts'
import { addFound } from '../tray/found/found-actions.ts'
import { serviceDragType } from '../tray/services/drag-services.ts'

/** A `NodeDraft` as JSON, dragged out of the rail. */
const draftType = 'application/x-statusgraph-node'

/** Shows what would become of something that is carried over the map; false when it is nothing for a map. */
export function aimCarried(
  editor: Editor,
  canvas: CanvasStore,
  map: GraphMapHandle,
  place: MapPlace | undefined,
  { dataTransfer }: DragEvent,
): boolean {
  const types = dataTransfer?.types ?? []
  const isService = types.includes(serviceDragType)
  if (place === undefined || !(isService || types.includes(draftType) || types.includes(foundDragType))) {
    canvas.set(emptyHand)
    return false
  }
  if (dataTransfer !== null) dataTransfer.dropEffect = 'copy'
  const taker = isService ? edgeEndAt(place.target)?.node : undefined
  // Browsers tell what it is only when it is dropped; until then it is a service.
  if (taker === undefined) aimGhost(editor, canvas, map, { kind: 'service', name: '' }, place)
  else canvas.set({ ...emptyHand, taker })
  return true
}

/** Puts down what was carried in: a new node, what was discovered, or services onto a node or the ground. */
export function putDownCarried(
  editor: Editor,
  canvas: CanvasStore,
  map: GraphMapHandle,
  place: MapPlace,
  { dataTransfer }: DragEvent,
): void {
  canvas.set(emptyHand)
  const draft = readDraft(dataTransfer?.getData(draftType) ?? '')
  const services = readServices(dataTransfer?.getData(serviceDragType) ?? '')
  const found = readFound(dataTransfer?.getData(foundDragType) ?? '')
  const count = found.nodes.length + found.edges.length
  if (count > 0) void addFound(editor, found, countOf(count, 'find'), place.point)
  else if (draft !== undefined) putAt(editor, canvas, map, { draft, isSticky: false }, place)
  else if (services.length > 0) {
    const onto = edgeEndAt(place.target)?.node
    if (onto === undefined) drawServicesAt(editor, map, services, place)
    else bindServices(editor, onto, services)
  }
}

/** Binds services to a node. A group shows its members. */
function bindServices(editor: Editor, id: string, services: readonly string[]): void {
  const node = editor.session.state().graph.nodes.find((one) => one.id === id)
  if (node === undefined || node.kind === 'group') return
  bindNode(editor, id, services)
  editor.ui.select({ nodes: [id] })
}

/** One service stands where it was let go; several stand around there, where there is room. */
function drawServicesAt(editor: Editor, map: GraphMapHandle, services: readonly string[], { point }: MapPlace): void {
  const [service] = services
  if (services.length === 1 && service !== undefined) {
    const draft: NodeDraft = { kind: guessKind(service), name: shortNameOf(service), services: [service] }
    putNode(editor, map, draft, { box: boxAround(draft, point), isSized: false }, { isRenaming: false })
    return
  }
  const boxes = map.boxes()
  const before = new Set(editor.session.state().graph.nodes.map(({ id }) => id))
  editor.session.edit(`add ${services.length} services`, (graph) =>
    drawServices(
      holdPlaces(graph, boxes),
      services.map((one) => ({ service: one })),
      { groupBy: 'none', newId: editor.newId, sizeOf: sizeNode, boxes, near: point },
    ),
  )
  const added = editor.session.state().graph.nodes.filter(({ id }) => !before.has(id))
  editor.ui.select({ nodes: added.map(({ id }) => id) })
  editor.announce(`Added ${added.length} nodes.`)
}

function readDraft(text: string): NodeDraft | undefined {
  const value = readJson(text)
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined
  const kind = nodeKinds.find((one) => one === value.kind)
  if (kind === undefined) return undefined
  const draft = draftOf(kind)
  return 'name' in value && typeof value.name === 'string' && value.name !== '' ? { ...draft, name: value.name } : draft
}

function readServices(text: string): readonly string[] {
  const value = readJson(text)
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.flatMap((one) => (typeof one === 'string' && one !== '' ? [one] : []))
}

/** What another page put into the clipboard of the drag may be anything. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
