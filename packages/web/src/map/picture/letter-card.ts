import type { NodeKind } from '@statusgraph/model'
import type { Scene, SceneNode } from '@statusgraph/picture'
import { insetsOf } from '../geometry/node-size.ts'
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
/** Up to this size on the screen a name takes what room it has, whatever size most others have. */
const calmPx = 11.5

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

/** A name on one line and, where it can be broken, on two, each as large as it fits. */
type Choices = readonly [oneLine: Fitted, twoLines: Fitted | undefined]

const bare = new WeakMap<SceneNode, Choices>()
const withIcon = new WeakMap<SceneNode, Choices>()

/**
 * A name on its card, with its mark and, when it stays readable, its icon: as large as most other names of the map are,
 * or as large as it fits.
 */
export function letterCard(one: SceneNode, scene: Scene, scale: number, wantsIcon: boolean): Lettering {
  const wantedPx = Math.min(middlePx / scale, Math.max(commonSizeOf(scene), calmPx / scale))
  if (wantsIcon) {
    const { lines, sizePx } = choose(fit(one, withIcon, markRoom + iconRoom), wantedPx)
    if (sizePx * scale >= leastWithIconPx) return { lines, sizePx, hasIcon: true }
  }
  return { ...choose(fit(one, bare, markRoom), wantedPx), hasIcon: false }
}

/** Two lines only where one would be smaller than it should be, and clearly smaller than two. */
function choose([oneLine, twoLines]: Choices, wantedPx: number): Fitted {
  const isBroken =
    twoLines !== undefined && oneLine.sizePx < wantedPx && Math.min(twoLines.sizePx, wantedPx) > oneLine.sizePx * 1.15
  const { lines, sizePx } = isBroken ? twoLines : oneLine
  return { lines, sizePx: Math.min(sizePx, wantedPx) }
}

const commonSizes = new WeakMap<Scene, number>()
/** So many cards tell what size names have. */
const asked = 300
/** Two thirds of the names can be as large as the common size. */
const smallerShare = 1 / 3

/** The size that most names of a scene can have, in canvas units: a map of one size reads calmly. */
function commonSizeOf(scene: Scene): number {
  let common = commonSizes.get(scene)
  if (common === undefined) {
    const step = Math.max(1, Math.floor(scene.cards.length / asked))
    const sizes = scene.cards.flatMap((one, at) =>
      at % step === 0 ? [choose(fit(one, bare, markRoom), Infinity).sizePx] : [],
    )
    common = sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length * smallerShare)] ?? Infinity
    commonSizes.set(scene, common)
  }
  return common
}

/** How much of a node's width lies inside its outline where text stands. */
function widthShare(kind: NodeKind): number {
  if (kind === 'diamond') return 0.54
  return kind === 'hexagon' ? 0.78 : 0.88
}

function fit(one: SceneNode, known: WeakMap<SceneNode, Choices>, leadEm: number): Choices {
  const before = known.get(one)
  if (before !== undefined) return before
  const insets = insetsOf(one.node.kind)
  const width = (one.box.width - insets.left - insets.right) * widthShare(one.node.kind)
  const height = (one.box.height - insets.top - insets.bottom) * (one.node.kind === 'diamond' ? 0.52 : 0.86)
  const sized = (lines: readonly string[]): Fitted => ({
    lines,
    sizePx: Math.min(
      width / (Math.max(...lines.map((line) => measureText(line, 1, 600))) + leadEm),
      height / (lines.length * 1.22),
    ),
  })
  const broken = breakName(one.node.name, 15, 600, 0)
  const choices: Choices = [sized([one.node.name]), broken.length > 1 ? sized(broken) : undefined]
  known.set(one, choices)
  return choices
}
