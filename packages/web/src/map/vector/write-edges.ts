import { decodeAppearance, encodeAppearance } from '../appearance.ts'
import { arrowOf } from '../geometry/curve.ts'
import { spotInScene } from '../geometry/label-spots.ts'
import { card } from '../geometry/node-size.ts'
import { routeInScene } from '../geometry/scene-routes.ts'
import type { SceneEdge } from '../geometry/scene.ts'
import type { SvgElement } from './elements.ts'
import { element, textAt } from './elements.ts'
import type { Sheet } from './sheet.ts'

const headPx = 9

/** Edges: quiet lines, and those with evidence of their own in the colour of their lamp. */
export function writeEdges(sheet: Sheet): readonly SvgElement[] {
  return sheet.scene.edges.map((edge) => writeEdge(sheet, edge))
}

function writeEdge({ scene, statuses, colours }: Sheet, one: SceneEdge): SvgElement {
  const { curve, to } = routeInScene(scene, one)
  const status = statuses.edge?.(one.edge.id)
  const appearance = status === undefined ? undefined : decodeAppearance(encodeAppearance(status))
  const lamp = appearance?.lamp
  const ink = lamp === undefined || lamp === 'ok' ? colours.edge : colours.lamps[lamp].main
  const isLoud = lamp === 'critical' || lamp === 'warning'
  const isDashed = appearance !== undefined && (appearance.isStale || lamp === 'unknown')
  const [tip, left, right] = arrowOf(curve, to, headPx)
  return element('g', {}, [
    element('path', {
      d: traceCurve(curve),
      fill: 'none',
      stroke: ink,
      'stroke-width': isLoud ? 2.2 : 1.5,
      'stroke-dasharray': isDashed ? '5 4' : undefined,
      'stroke-linecap': 'round',
    }),
    element('path', { d: `M${tip.x} ${tip.y}L${left.x} ${left.y}L${right.x} ${right.y}Z`, fill: ink }),
  ])
}

/** Labels on chips in the colour of the canvas, over the lines and under the cards. */
export function writeLabels({ scene, colours }: Sheet): readonly SvgElement[] {
  return scene.edges.flatMap(({ index }) => {
    const spot = spotInScene(scene, index)
    if (spot === undefined) return []
    const { x, y, width, height } = spot.box
    const ink = { sizePx: card.chipSizePx, weight: 400, fill: colours.text2, anchor: 'middle' } as const
    return [
      element('rect', { x, y, width, height, rx: 4, fill: colours.canvas }),
      textAt(spot.text, x + width / 2, y + height / 2, ink),
    ]
  })
}

function traceCurve(curve: readonly number[]): string {
  const at = (index: number): string => String(Math.round((curve[index] ?? 0) * 100) / 100)
  let d = `M${at(0)} ${at(1)}`
  for (let n = 2; n + 5 < curve.length; n += 6) {
    d += `C${at(n)} ${at(n + 1)} ${at(n + 2)} ${at(n + 3)} ${at(n + 4)} ${at(n + 5)}`
  }
  return d
}
