import { insetsOf } from '../geometry/node-size.ts'
import type { SceneNode } from '../geometry/scene.ts'
import { breakName, measureText } from '../geometry/text-width.ts'

/** A mark and its gap, in em of the name behind it. */
export const markRoom = 1.45
/** An icon and its gap, in em. */
export const iconRoom = 1.5
/** A name that is smaller on the screen is not written. */
export const leastReadablePx = 6.5
/** Beside a name that is smaller on the screen an icon is a blot, and takes the place that the name needs. */
const leastWithIconPx = 8
/** Names are no larger than this on the screen, so that a short one does not shout. */
const middlePx = 15

/** How a name stands on its card. */
export interface Lettering {
  readonly lines: readonly string[]
  /** In canvas units. */
  readonly sizePx: number
  /** Whether there is room for an icon before it. */
  readonly hasIcon: boolean
}

interface Fitted {
  readonly lines: readonly string[]
  readonly sizePx: number
}

const bare = new WeakMap<SceneNode, Fitted>()
const withIcon = new WeakMap<SceneNode, Fitted>()

/** The largest size at which a name, its mark and, when it stays readable, its icon fill the card on one line or two. */
export function letterCard(one: SceneNode, scale: number, wantsIcon: boolean): Lettering {
  const mostPx = middlePx / scale
  if (wantsIcon) {
    const { lines, sizePx } = fit(one, withIcon, markRoom + iconRoom)
    if (sizePx * scale >= leastWithIconPx) return { lines, sizePx: Math.min(sizePx, mostPx), hasIcon: true }
  }
  const { lines, sizePx } = fit(one, bare, markRoom)
  return { lines, sizePx: Math.min(sizePx, mostPx), hasIcon: false }
}

function fit(one: SceneNode, known: WeakMap<SceneNode, Fitted>, leadEm: number): Fitted {
  const before = known.get(one)
  if (before !== undefined) return before
  const insets = insetsOf(one.node.kind)
  const width = (one.box.width - insets.left - insets.right) * (one.node.kind === 'diamond' ? 0.54 : 0.88)
  const height = (one.box.height - insets.top - insets.bottom) * (one.node.kind === 'diamond' ? 0.52 : 0.86)
  const [oneLine, twoLines] = [[one.node.name], breakName(one.node.name, 15, 600, 0)].map((lines) => ({
    lines,
    sizePx: Math.min(
      width / (Math.max(...lines.map((line) => measureText(line, 1, 600))) + leadEm),
      height / (lines.length * 1.22),
    ),
  }))
  const best =
    oneLine === undefined || (twoLines !== undefined && twoLines.sizePx > oneLine.sizePx * 1.15) ? twoLines : oneLine
  const fitted = best ?? { lines: [one.node.name], sizePx: 15 }
  known.set(one, fitted)
  return fitted
}
