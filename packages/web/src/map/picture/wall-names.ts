import type { Scene, SceneNode } from '@statusgraph/picture'
import { insetsOf } from '../geometry/node-size.ts'
import { breakName, measureText, shortenText } from '../geometry/text-width.ts'

/** How the names stand on a wall screen: all of one size, each inside its own box. */
export interface WallNames {
  /** Height of a letter's em in canvas units. */
  readonly sizePx: number
  linesOf(one: SceneNode): readonly string[]
}

interface Room {
  readonly width: number
  readonly height: number
}

/** From four metres less cannot be read. */
export const leastWallPx = 24
/** A name is no higher than this share of the screen. */
const mostOfScreen = 1 / 32
/** A mark and the gap after it, in em. */
export const wallMarkEm = 1.1
/** From line to line, in em: close, because a second line says the rest of one word. */
export const wallLineEm = 0.96
/** Air between a name and its border, px on the screen. */
const padPx = 4
const fewLetters = 5

let last: {
  readonly scene: Scene
  readonly scale: number
  readonly screenPx: number
  readonly names: WallNames | undefined
}

/**
 * The largest size at which every name fits beside its mark on one line or two, but never below what can be read:
 * what does not fit then is shortened in the middle. Undefined when the boxes are too small for names at all.
 */
export function letterWall(scene: Scene, scale: number, screenPx: number): WallNames | undefined {
  if (last?.scene !== scene || last.scale !== scale || last.screenPx !== screenPx)
    last = { scene, scale, screenPx, names: findNames(scene, scale, screenPx) }
  return last.names
}

function findNames(scene: Scene, scale: number, screenPx: number): WallNames | undefined {
  const rooms = scene.cards.map((one) => ({ one, room: roomOf(one, scale) }))
  const isTight = ({ room }: (typeof rooms)[number]): boolean =>
    room.height < leastWallPx * wallLineEm || room.width < leastWallPx * (wallMarkEm + fewLetters * 0.6)
  if (rooms.filter(isTight).length * 10 > rooms.length) return undefined
  let sizePx = Math.max(leastWallPx, Math.floor(screenPx * mostOfScreen))
  while (sizePx > leastWallPx && rooms.some(({ one, room }) => spell(one.node.name, sizePx, room) === undefined))
    sizePx--
  const lines = new Map(
    rooms.map(({ one, room }) => {
      const cut = (): readonly string[] => [shortenText(one.node.name, sizePx, 600, room.width - wallMarkEm * sizePx)]
      return [one, spell(one.node.name, sizePx, room) ?? cut()]
    }),
  )
  return { sizePx: sizePx / scale, linesOf: (one) => lines.get(one) ?? [] }
}

/** The name on one line or two; undefined when it does not fit. */
function spell(name: string, sizePx: number, room: Room): readonly string[] | undefined {
  const width = room.width - wallMarkEm * sizePx
  const fits = (line: string): boolean => measureText(line, sizePx, 600) <= width
  if (fits(name)) return sizePx * wallLineEm <= room.height ? [name] : undefined
  if (2 * sizePx * wallLineEm > room.height) return undefined
  const dot = name.lastIndexOf('.')
  const ways = [breakName(name, sizePx, 600, 0), [name.slice(0, dot), name.slice(dot)]]
  return ways.find((lines) => lines.length === 2 && lines[0] !== '' && lines.every(fits))
}

/** The part of a card where a name may stand, in px on the screen. */
function roomOf(one: SceneNode, scale: number): Room {
  const { kind } = one.node
  const insets = insetsOf(kind)
  const share = kind === 'diamond' ? 0.6 : kind === 'hexagon' ? 0.8 : 1
  return {
    width: (one.box.width - insets.left - insets.right) * share * scale - 2 * padPx,
    height: (one.box.height - insets.top - insets.bottom) * (kind === 'diamond' ? 0.68 : 1) * scale - 2,
  }
}
