import { card, doOverlap, measureText } from '@statusgraph/layout'
import type { Box, Point } from '@statusgraph/layout'
import { lengthOf, pointAlong } from '../geometry/curve.ts'
import { takenGround } from '../geometry/label-ground.ts'
import { spotInScene } from '../geometry/label-spots.ts'
import { routeInScene } from '../geometry/scene-routes.ts'
import type { Scene, SceneEdge } from '../geometry/scene.ts'
import { badgeSizePx, lookOfEdge } from './edge-look.ts'
import type { EdgeBadge, EdgeLook } from './edge-look.ts'
import { labelWords } from './label-words.ts'
import type { LabelDetail } from './label-words.ts'
import { decodeEdge } from './traits.ts'
import type { SeenCodes } from './traits.ts'

/** What stands on an edge, and where. */
export interface EdgeLabel {
  readonly index: number
  readonly box: Box
  readonly badge: EdgeBadge | undefined
  /** As people drew it; empty without. */
  readonly text: string
  /** What discovery says; empty without. */
  readonly words: string
  /** Where the texts begin, from the left of the box. */
  readonly textX: number
  readonly wordsX: number
  readonly look: EdgeLook
}

/** What labels are laid out from. */
export interface LabelledScene {
  readonly scene: Scene
  readonly seen: SeenCodes
  readonly statusCodes: Uint8Array
  readonly detail: LabelDetail
}

interface LabelsWanted extends LabelledScene {
  /** In a big map only these, such as those that are in sight. */
  readonly isWanted: (edge: SceneEdge) => boolean
}

/** Beyond this many edges a label stands in the middle or nowhere. */
const choosyLimit = 1_000
const shares = [0.5, 0.42, 0.58, 0.34, 0.66]
const heightPx = 18
const padPx = 6
/** A chip that hides the whole edge says less than the edge. */
const airPx = 28
/** Widths are compared in steps, so that one more digit does not move a label. */
const stepPx = 16

let last: (LabelledScene & { readonly labels: readonly EdgeLabel[] }) | undefined

/**
 * The labels of a scene, laid out together, so that they stay where they are while the map moves, and page and picture
 * agree. In a big map only those that are wanted are laid out.
 */
export function labelsIn({ isWanted, ...labelled }: LabelsWanted): readonly EdgeLabel[] {
  const { scene, seen, statusCodes, detail } = labelled
  if (scene.ends.length / 2 > choosyLimit) return layLabels({ ...labelled, isWanted })
  const isKnown =
    last !== undefined &&
    last.scene === scene &&
    last.seen === seen &&
    last.detail === detail &&
    isSameBytes(last.statusCodes, statusCodes)
  if (!isKnown) {
    const labels = layLabels({ ...labelled, isWanted: () => true })
    // The page changes its codes in place.
    last = { ...labelled, statusCodes: statusCodes.slice(), labels }
  }
  const wanted = new Set<number>()
  for (const edge of scene.edges) if (isWanted(edge)) wanted.add(edge.index)
  return (last?.labels ?? []).filter(({ index }) => wanted.has(index))
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

/**
 * Puts what people wrote and what discovery counts onto the edges: what people wrote stands where it always does, what
 * is counted goes beside it or finds a place that covers no card, no name of a group and no label, shortened where room is scarce.
 */
function layLabels({ scene, seen, statusCodes, detail, isWanted }: LabelsWanted): readonly EdgeLabel[] {
  const ground = takenGround(scene)
  const labels: EdgeLabel[] = []
  const open: { readonly edge: SceneEdge; readonly look: EdgeLook; readonly words: readonly string[] }[] = []
  const taken: Box[] = []
  for (const edge of scene.edges) {
    if (!isWanted(edge)) continue
    const look = lookOfEdge(statusCodes[edge.index] ?? 255, seen.edges[edge.index] ?? 0)
    const words = labelWords(seen, edge.index, detail, look.isLoud)
    const drawn = spotInScene(scene, edge.index)
    if (drawn !== undefined) taken.push(drawn.box)
    if (drawn !== undefined || words.length > 0 || look.badge !== undefined) open.push({ edge, look, words })
  }
  // Trouble first, then the busiest; the order of the document decides the rest, so that labels do not change places.
  open.sort((a, b) => Number(b.look.isLoud) - Number(a.look.isLoud) || b.look.widthPx - a.look.widthPx)
  for (const { edge, look, words } of open) {
    const drawn = spotInScene(scene, edge.index)
    const isFree = (box: Box): boolean =>
      ground.search(box).length === 0 && !taken.some((other) => other !== drawn?.box && doOverlap(box, other))
    const { points, length } = anchorsOf(scene, edge)
    const centres = drawn === undefined ? points : [middleOf(drawn.box)]
    const text = drawn?.text ?? ''
    // Where there is no room for both, trouble says its numbers, and so does what has no name but its protocol.
    const isNumbersFirst = look.isLoud || decodeEdge(seen.edges[edge.index] ?? 0).isFound
    const choices = [
      ...words.map((one) => ({ text, words: one })),
      ...(isNumbersFirst && text !== '' ? words.map((one) => ({ text: '', words: one })) : []),
      { text, words: '' },
    ]
    const label = choices
      .values()
      .flatMap((one) => centres.map((centre) => makeLabel(edge.index, look, one.text, one.words, centre)))
      .find(
        (one) =>
          one.box.width > 0 &&
          (one.words === ''
            ? one.text !== '' || isFree(one.box)
            : one.box.width + airPx <= length && isFree(widen(one.box))),
      )
    if (label === undefined) continue
    if (drawn === undefined || label.words !== '') taken.push(label.box)
    labels.push(label)
  }
  return labels
}

function makeLabel(index: number, look: EdgeLook, text: string, words: string, { x, y }: Point): EdgeLabel {
  const badge = look.badge === undefined ? 0 : badgeSizePx
  const isBare = text === '' && words === ''
  const textX = padPx + (badge === 0 ? 0 : badge + 4)
  const textWidth = text === '' ? 0 : measureText(text, card.chipSizePx, 400)
  const wordsX = textX + (text === '' ? 0 : textWidth + gapPx)
  const wordsWidth = words === '' ? 0 : measureText(words, card.chipSizePx, look.isLoud ? 600 : 400)
  const width = isBare ? badge : words === '' ? textX + textWidth + padPx : wordsX + wordsWidth + padPx
  const height = isBare ? badge : heightPx
  const box = { x: x - width / 2, y: y - height / 2, width, height }
  return { index, box, badge: look.badge, text, words, textX, wordsX, look }
}

/** Between what people wrote and what is counted. */
const gapPx = 7

function widen(box: Box): Box {
  const width = Math.ceil(box.width / stepPx) * stepPx
  return { ...box, x: box.x - (width - box.width) / 2, width }
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

interface Anchors {
  readonly points: readonly Point[]
  readonly length: number
}

const anchors = new WeakMap<Scene, (Anchors | undefined)[]>()

/** Where on its curve an edge may have its label, the best place first; found once for each scene. */
function anchorsOf(scene: Scene, edge: SceneEdge): Anchors {
  let known = anchors.get(scene)
  if (known === undefined) {
    known = []
    anchors.set(scene, known)
  }
  return (known[edge.index] ??= findAnchors(scene, edge))
}

function findAnchors(scene: Scene, edge: SceneEdge): Anchors {
  const { curve } = routeInScene(scene, edge)
  const wanted = scene.edges.length > choosyLimit ? [0.5] : shares
  return { points: wanted.map((share) => pointAlong(curve, share)), length: lengthOf(curve) }
}
