import type { Exported } from '@statusgraph/importers/export'
import { layOutUnplaced } from '@statusgraph/layout'
import { iconOf } from '@statusgraph/model'
import type { GraphDocument, Snapshot, TopologyView } from '@statusgraph/model'
import {
  drawPicture,
  foldFound,
  isTooMuch,
  noStatuses,
  noTopology,
  paintIcon,
  palettes,
  placeDrawn,
  utcTimes,
  writeElement,
} from '@statusgraph/picture'
import type { FindIcon, LivePicture } from '@statusgraph/picture'
import type { PictureFile, PictureParts } from './picture-parts.ts'

/** What a picture is drawn from: plain data, which can be handed to a thread. */
export interface PictureOrder {
  readonly graph: GraphDocument
  readonly theme: 'light' | 'dark'
  readonly parts: PictureParts
  /** What monitoring says; undefined: the drawing alone, and nothing on it has a lamp. */
  readonly moment?: PictureMoment | undefined
}

/** The lamps of one moment. */
export interface PictureMoment extends Pick<Snapshot, 'nodes' | 'edges' | 'summary'> {
  /** ISO 8601. */
  readonly at: string
  /** What discovery knows of what is drawn. */
  readonly view?: TopologyView | undefined
  /** The graph as people drew it, where discovery drew more: groups that it made are closed when there is too much. */
  readonly own?: GraphDocument | undefined
}

/** Draws a graph as one SVG that needs nothing else, as the page would show all of it. */
export function writePicture({ graph, theme, parts, moment }: PictureOrder): Exported {
  const shown = foldFound(moment?.own ?? graph, graph)
  const { boxes } = placeDrawn(shown, layOutUnplaced, { keepsFrames: shown.dynamic === 'auto' && isTooMuch(shown) })
  const findIcon: FindIcon = (icon, colours) => {
    const file = parts.icons.get(icon)
    return file === undefined ? { kind: 'none' } : { kind: 'drawn', href: holdFile(file, colours) }
  }
  const live = moment === undefined ? undefined : livePictureOf(moment)
  const { svg } = drawPicture({
    graph: shown,
    boxes,
    live,
    colours: palettes[theme],
    findIcon,
    fontFace: parts.fontFace,
  })
  const missing = shown.nodes.flatMap((node) => iconOf(node) ?? []).filter((icon) => !parts.icons.has(icon))
  return {
    text: `${writeElement(svg)}\n`,
    mediaType: 'image/svg+xml',
    extension: '.svg',
    diagnostics: missing.length === 0 ? [] : [sayMissing(missing)],
  }
}

const mostNamed = 5

function sayMissing(icons: readonly string[]): Exported['diagnostics'][number] {
  const names = [...new Set(icons)]
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''
  const message = `Icons that are not here: ${names.slice(0, mostNamed).join(', ')}${more}. The shape of the kind stands in their place.`
  return { kind: 'lost', message, ...(icons.length > 1 ? { count: icons.length } : {}) }
}

function holdFile(file: PictureFile, colours: Parameters<FindIcon>[1]): string {
  const bytes = file.type === 'image/png' ? Buffer.from(file.bytes) : Buffer.from(paintIcon(file.svg, colours))
  return `data:${file.type};base64,${bytes.toString('base64')}`
}

function livePictureOf({ nodes, edges, summary, at, view }: PictureMoment): LivePicture {
  const [ofNodes, ofEdges] = [read(nodes), read(edges)]
  return {
    statuses: { ...noStatuses, get: ofNodes, edge: ofEdges, edgeIds: () => Object.keys(edges) },
    topology: view === undefined ? undefined : { ...noTopology, node: read(view.nodes), edge: read(view.edges) },
    summary,
    atMs: Date.parse(at),
    times: utcTimes,
  }
}

/** Reads a record by ids that people chose: none of them is `constructor` by mistake. */
function read<One>(record: Readonly<Record<string, One>>): (id: string) => One | undefined {
  return (id) => (Object.hasOwn(record, id) ? record[id] : undefined)
}
