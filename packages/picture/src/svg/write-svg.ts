import type { Summary } from '@statusgraph/model'
import { measureText } from '@statusgraph/layout'
import { hasOutlet } from '../geometry/scene.ts'
import { stateWords } from '../seen/describe-edge.ts'
import { lookOfEdge } from '../seen/edge-look.ts'
import type { EdgeLook } from '../seen/edge-look.ts'
import { decodeEdge } from '../seen/traits.ts'
import { noStatusCode } from '../status/appearance.ts'
import type { Mark } from '../status/marks.ts'
import { markWords, saySummary, worstMark } from '../words/lamp-words.ts'
import { element, movedTo, textAt } from './elements.ts'
import type { SvgElement } from './elements.ts'
import type { LiveSheet, Sheet } from './sheet.ts'
import { writeCard } from './write-cards.ts'
import { writeEdges, writeLabels, writeLine } from './write-edges.ts'
import { writeGroups } from './write-groups.ts'
import { markAt } from './write-mark.ts'

const airPx = 40
const headPx = 72
const footPx = 56
const leastWidthPx = 720
const legend: readonly Mark[] = ['critical', 'warning', 'unknown', 'stale', 'muted', 'ok']

export interface SvgOptions {
  readonly summary: Summary | undefined
  /** A `@font-face` with the font inside, so that a picture made of the file looks as the page does. */
  readonly fontFace?: string | undefined
}

export interface DrawnSvg {
  readonly svg: SvgElement
  readonly width: number
  readonly height: number
}

/**
 * Draws the whole graph as one SVG that needs nothing else: name, counts and time above, the map as it looks
 * close up, what the marks mean below. Text stays text.
 */
export function writeSvg(sheet: Sheet, { summary, fontFace }: SvgOptions): DrawnSvg {
  const { scene, colours, graph, live } = sheet
  const { bounds } = scene
  const width = Math.ceil(Math.max(leastWidthPx, bounds.width + 2 * airPx))
  // A drawing has no marks to explain.
  const belowPx = live === undefined ? 0 : footPx
  const height = Math.ceil(headPx + bounds.height + 2 * airPx + belowPx)
  const mapX = airPx + (width - 2 * airPx - bounds.width) / 2 - bounds.x
  const mapY = headPx + airPx - bounds.y
  const cards = scene.cards.map((one) => writeCard(sheet, one, hasOutlet(scene, one.index)))
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      'font-family': "'Inter Variable', Inter, system-ui, sans-serif",
      role: 'img',
    },
    [
      element('title', {}, [
        live === undefined ? graph.name : `${graph.name}: ${saySummary(summary)}, ${sayMoment(live)}`,
      ]),
      element('defs', {}, [
        ...(fontFace === undefined ? [] : [element('style', {}, [fontFace])]),
        element(
          'pattern',
          { id: 'sheet-hatch', width: 8, height: 8, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
          [element('rect', { width: 2, height: 8, fill: colours.hatch })],
        ),
        ...sheet.icons.definitions,
      ]),
      element('rect', { width, height, fill: colours.canvas }),
      ...writeHead(sheet, summary, width),
      movedTo(mapX, mapY, [...writeGroups(sheet), ...writeEdges(sheet), ...writeLabels(sheet), ...cards]),
      ...(live === undefined ? [] : writeLegend(sheet, height, width)),
    ],
  )
  return { svg, width, height }
}

function sayMoment({ atMs, times }: LiveSheet): string {
  return times.sayInstant(new Date(atMs).toISOString())
}

function writeHead(
  { graph, colours, live }: Sheet,
  summary: Summary | undefined,
  width: number,
): readonly SvgElement[] {
  const y = headPx / 2 + 8
  const name = { sizePx: 24, weight: 600, fill: colours.text } as const
  const quiet = { sizePx: 13, weight: 400, fill: colours.text2 } as const
  if (live === undefined) return [textAt(graph.name, airPx, y, name)]
  return [
    markAt(worstMark(summary), airPx + 12, y, 24, colours),
    textAt(graph.name, airPx + 34, y, name),
    textAt(saySummary(summary), airPx + 34 + measureText(graph.name, 24, 600) + 16, y + 2, quiet),
    textAt(sayMoment(live), width - airPx, y + 2, { ...quiet, anchor: 'end' }),
  ]
}

/** What every mark means, and every line that is in the picture, for a picture that travels without its page. */
function writeLegend(sheet: Sheet, height: number, width: number): readonly SvgElement[] {
  const { colours } = sheet
  const y = height - footPx / 2
  const ink = { sizePx: 12, weight: 400, fill: colours.text2 } as const
  let x = airPx
  const markParts = legend.flatMap((mark) => {
    const word = markWords[mark]
    const parts = [markAt(mark, x + 8, y, 16, colours), textAt(word, x + 22, y, ink)]
    x += 22 + measureText(word, 12, 400) + 20
    return parts
  })
  const lineParts = linesIn(sheet).flatMap(({ word, look }) => {
    const wordWidth = measureText(word, 12, 400)
    if (x + 48 + wordWidth > width - airPx) return []
    const parts = [writeLine(look, x + 12, y, colours), textAt(word, x + 58, y, ink)]
    x += 58 + wordWidth + 20
    return parts
  })
  return [...markParts, ...lineParts]
}

/** The states of the edges that are drawn, the remarkable ones, each with how it looks. */
function linesIn({ seen, edgeCodes }: Sheet): readonly { readonly word: string; readonly look: EdgeLook }[] {
  const found = new Map<string, EdgeLook>()
  seen.edges.forEach((traits, index) => {
    const { state } = decodeEdge(traits)
    const look = lookOfEdge(edgeCodes[index] ?? noStatusCode, traits)
    if (state === undefined || state === 'live' || state === 'undeclared' || look.isLoud) return
    if (!found.has(stateWords[state])) found.set(stateWords[state], look)
  })
  return [...found].map(([word, look]) => ({ word, look }))
}
