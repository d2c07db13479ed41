import { outlineOf } from '@statusgraph/picture'
import { cardsIn } from './frame.ts'
import type { Frame } from './frame.ts'
import { pathFor } from './pen.ts'

/** One soft shadow under every card, from a few thin layers: a blur costs a hundred times more without a GPU. */
export function drawShadows(frame: Frame): void {
  const { pen, colours, dimmed } = frame
  if (colours.shadow === '' || colours.shadow === 'transparent') return
  pen.fillStyle = colours.shadow
  for (const one of cardsIn(frame)) {
    if (frame.hidden?.[one.index] === 1 || dimmed?.[one.index] === 1) continue
    const { x, y, width, height } = one.box
    for (const [drop, grow] of layers) {
      const path = pathFor(outlineOf(one.node.kind, width, height, grow))
      pen.translate(x, y + drop)
      pen.fill(path)
      pen.translate(-x, -y - drop)
    }
  }
}

const layers: readonly (readonly [number, number])[] = [
  [1, 0.5],
  [2, 1],
  [4, 2],
  [6, 3],
]
