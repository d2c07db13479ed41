import { drawTopology, emptyTopologyView, parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument, TopologyView } from '@statusgraph/model'
import { buildScene } from '@statusgraph/picture'
import { createLiveGraph } from '../../../../live/live-graph.ts'
import { browserSurroundings } from '../../../../live/surroundings.ts'
import { createLiveTopology } from '../../../../live/topology/live-topology.ts'
import { layOutUnplaced } from '../../../../map/geometry/lay-out.ts'
import { placeNodes } from '../../../../map/geometry/place-nodes.ts'
import type { GraphMapHandle, MapPlace, MapTarget } from '../../../../map/index.ts'
import { settleView } from '../../../discovery/settle-view.ts'
import type { Editor } from '../../editor.ts'
import { openWorld } from '../../session/testing/world.ts'
import { createUiStore } from '../../ui-store.ts'

/** An editor at work on a document: a real session and real places, without the pixels. */
export interface TestEditor extends Editor {
  /** What screen readers were told. */
  readonly said: readonly string[]
  /** The document now. */
  readonly graph: () => GraphDocument
  /** Where a node stands now, as `x,y`. */
  readonly at: (id: string) => string
}

/** @param found what discovery shows of the document */
export async function openTestEditor(document: unknown, found?: TopologyView): Promise<TestEditor> {
  const parsed = parseGraphDocument(document, 'test')
  if (!parsed.ok) throw new Error(`the document of this test is bad: ${JSON.stringify(parsed.faults)}`)
  const { session } = await openWorld(parsed.graph).openTab()
  const topology = createLiveTopology(browserSurroundings, () =>
    Promise.resolve(answerWith(found ?? emptyTopologyView)),
  )
  topology.setWanted(found !== undefined)
  // The answer comes in a microtask of its own.
  if (found !== undefined) await new Promise<void>((resolve) => topology.subscribeOutline(resolve))
  const said: string[] = []
  const graph = (): GraphDocument => session.state().graph
  const drawn = (): GraphDocument => drawTopology(graph(), settleView(topology.whole(), graph()))
  let ids = 0
  return {
    graphId: 'test',
    session,
    ui: createUiStore(),
    map: () => mapOf(drawn),
    drawn,
    live: createLiveGraph({ monoMs: () => 0, wallMs: () => 0 }, topology),
    newId: (stem) => `${stem.replaceAll(/\W+/g, '-')}-${++ids}`,
    announce: (sentence) => said.push(sentence),
    said,
    graph,
    at(id) {
      const box = placesOf(graph()).get(id)
      return box === undefined ? 'nowhere' : `${box.x},${box.y}`
    },
  }
}

function answerWith({ nodes, edges, sources, suggestions }: TopologyView) {
  const lists = { nodes: Object.values(nodes), edges: Object.values(edges), sources: Object.values(sources) }
  return { ...lists, revision: 1, at: '2026-11-22T12:05:00.000Z', suggestions }
}

/** A point of the map that somebody chose. */
export function placeOn(target: MapTarget, x = 0, y = 0): MapPlace {
  return { point: { x, y }, screen: { x, y }, target }
}

/** The map where nothing is drawn: its window begins at the origin of the canvas and never moves. */
function mapOf(graph: () => GraphDocument): GraphMapHandle {
  return {
    fit: () => undefined,
    zoomIn: () => undefined,
    zoomOut: () => undefined,
    panBy: () => undefined,
    centreOn: () => undefined,
    focusNode: () => undefined,
    viewport: () => ({ x: 0, y: 0, scale: 1 }),
    setViewport: () => undefined,
    placeAt: (x, y) => placeOn({ kind: 'canvas' }, x, y),
    boxes: () => placesOf(graph()),
    drawing() {
      throw new Error('nothing is drawn in this test')
    },
    preview: () => undefined,
    revealBox: () => undefined,
    revealEdge: () => undefined,
  }
}

function placesOf(graph: GraphDocument) {
  const boxes = placeNodes(graph, layOutUnplaced)
  return new Map([...buildScene(graph, boxes).byId].map(([id, { box }]) => [id, box]))
}
