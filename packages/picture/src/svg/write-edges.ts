import { card } from '@statusgraph/layout'
import { arrowOf } from '../geometry/curve.ts'
import { routeInScene } from '../geometry/scene-routes.ts'
import type { SceneEdge } from '../geometry/scene.ts'
import { badgePaths, badgeRing, badgeSizePx, lookOfEdge } from '../seen/edge-look.ts'
import type { EdgeBadge, EdgeLook } from '../seen/edge-look.ts'
import { labelsIn } from '../seen/lay-labels.ts'
import { element, movedTo, textAt } from './elements.ts'
import type { SvgElement } from './elements.ts'
import type { SheetColours } from './colours.ts'
import type { Sheet } from './sheet.ts'

const headPx = 9

/** Edges as they look close up: by lamp, rate and state. */
export function writeEdges(sheet: Sheet): readonly SvgElement[] {
  const drawn = sheet.scene.edges.map((edge) => ({ edge, look: lookAt(sheet, edge.index) }))
  // Trouble lies above the others.
  return drawn
    .toSorted((a, b) => Number(a.look.isLoud) - Number(b.look.isLoud))
    .map(({ edge, look }) => writeEdge(sheet, edge, look))
}

function lookAt({ edgeCodes, seen }: Sheet, index: number): EdgeLook {
  return lookOfEdge(edgeCodes[index] ?? 255, seen.edges[index] ?? 0)
}

function writeEdge({ scene, colours }: Sheet, one: SceneEdge, look: EdgeLook): SvgElement {
  const { curve, to } = routeInScene(scene, one)
  const ink = look.lamp === undefined ? colours.edge : colours.lamps[look.lamp].main
  const [tip, left, right] = arrowOf(curve, to, headPx + Math.max(0, look.widthPx - 1.5) * 1.6)
  const line = { d: traceCurve(curve), fill: 'none', 'stroke-linecap': 'round' } as const
  const dash = look.dash.length === 0 ? undefined : look.dash.join(' ')
  return element('g', { opacity: look.alpha === 1 ? undefined : look.alpha }, [
    element('path', { ...line, stroke: ink, 'stroke-width': look.widthPx, 'stroke-dasharray': dash }),
    ...(look.isHollow
      ? [element('path', { ...line, stroke: colours.canvas, 'stroke-width': look.widthPx * 0.45 })]
      : []),
    ...(look.hasHead
      ? [element('path', { d: `M${tip.x} ${tip.y}L${left.x} ${left.y}L${right.x} ${right.y}Z`, fill: ink })]
      : []),
  ])
}

/** Labels on chips in the colour of the canvas, over the lines and under the cards. */
export function writeLabels({ scene, colours, edgeCodes, seen }: Sheet): readonly SvgElement[] {
  const labels = labelsIn({ scene, seen, statusCodes: edgeCodes, detail: 'full', isWanted: () => true })
  return labels.map(({ box, badge, text, words, textX, wordsX, look }) => {
    const { width, height } = box
    const ink = { sizePx: card.chipSizePx, weight: 400, fill: colours.text2 } as const
    const loud = look.isLoud && look.lamp !== undefined ? colours.lamps[look.lamp].text : undefined
    const isBare = text === '' && words === ''
    return movedTo(box.x, box.y, [
      element('rect', { width, height, rx: 4, fill: colours.canvas }),
      ...(badge === undefined ? [] : [writeBadge(badge, isBare ? 0 : 4, (height - badgeSizePx) / 2, colours)]),
      ...(text === '' ? [] : [textAt(text, textX, height / 2, ink)]),
      ...(words === ''
        ? []
        : [textAt(words, wordsX, height / 2, loud === undefined ? ink : { ...ink, weight: 600, fill: loud })]),
    ])
  })
}

/** A short line that looks like such an edge. */
export function writeLine(look: EdgeLook, x: number, y: number, colours: SheetColours): SvgElement {
  const line = { d: `M${x} ${y}h40`, fill: 'none', 'stroke-linecap': 'round' } as const
  const dash = look.dash.length === 0 ? undefined : look.dash.join(' ')
  return element('g', { opacity: look.alpha === 1 ? undefined : look.alpha }, [
    element('path', { ...line, stroke: colours.edge, 'stroke-width': look.widthPx, 'stroke-dasharray': dash }),
    ...(look.isHollow
      ? [element('path', { ...line, stroke: colours.canvas, 'stroke-width': look.widthPx * 0.45 })]
      : []),
    ...(look.badge === undefined ? [] : [writeBadge(look.badge, x + 13, y - badgeSizePx / 2, colours)]),
  ])
}

/** A badge with its corner at a place. */
export function writeBadge(badge: EdgeBadge, x: number, y: number, colours: SheetColours): SvgElement {
  const line = { fill: 'none', stroke: colours.text2, 'stroke-width': 1.3, 'stroke-linecap': 'round' } as const
  return movedTo(x, y, [
    element('path', { ...line, d: badgeRing, fill: colours.surface }),
    element('path', { ...line, d: badgePaths[badge] }),
  ])
}

function traceCurve(curve: readonly number[]): string {
  const at = (index: number): string => String(Math.round((curve[index] ?? 0) * 100) / 100)
  let d = `M${at(0)} ${at(1)}`
  for (let n = 2; n + 5 < curve.length; n += 6) {
    d += `C${at(n)} ${at(n + 1)} ${at(n + 2)} ${at(n + 3)} ${at(n + 4)} ${at(n + 5)}`
  }
  return d
}
