import { parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { createLiveGraph } from '../../../../live/live-graph.ts'
import { browserSurroundings } from '../../../../live/surroundings.ts'
import { createLiveTopology } from '../../../../live/topology/live-topology.ts'
import { layOutUnplaced } from '../../../../map/geometry/lay-out.ts'
import { placeNodes } from '../../../../map/geometry/place-nodes.ts'
import { buildScene } from '../../../../map/geometry/scene.ts'
import type { GraphMapHandle, MapPlace, MapTarget } from '../../../../map/index.ts'
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

export async function openTestEditor(document: unknown): Promise<TestEditor> {
  const parsed = parseGraphDocument(document, 'test')
  if (!parsed.ok) throw new Error(`the document of this test is bad: ${JSON.stringify(parsed.faults)}`)
  const { session } = await openWorld(parsed.graph).openTab()
  const said: string[] = []
  const graph = (): GraphDocument => session.state().graph
  let ids = 0
  return {
    graphId: 'test',
    session,
    ui: createUiStore(),
    map: () => mapOf(graph),
    drawn: graph,
    live: createLiveGraph({ monoMs: () => 0, wallMs: () => 0 }, createLiveTopology(browserSurroundings, nobodyAsks)),
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

const nobodyAsks = () => Promise.reject(new Error('no test asks for discovery'))

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
  }
}

function placesOf(graph: GraphDocument) {
  const boxes = placeNodes(graph, layOutUnplaced)
  return new Map([...buildScene(graph, boxes).byId].map(([id, { box }]) => [id, box]))
}
