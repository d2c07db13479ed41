import { decodeAppearance } from '@statusgraph/picture'
import type { Colours, Scene } from '@statusgraph/picture'
import type { Size } from '../geometry/box.ts'
import type { Viewport } from '../view/viewport.ts'
import { fitBox } from '../view/viewport.ts'

/** Draws a whole map in a few pixels: areas of groups, and a block per node in the colour of its lamp. */
export function drawMiniature(
  pen: CanvasRenderingContext2D,
  scene: Scene,
  codeOf: (id: string) => number,
  colours: Colours,
  size: Size,
  density: number,
): Viewport {
  const { bounds } = scene
  const air = 0.04 * Math.max(bounds.width, bounds.height)
  const view = fitBox(
    { x: bounds.x - air, y: bounds.y - air, width: bounds.width + 2 * air, height: bounds.height + 2 * air },
    { width: size.width + 24, height: size.height + 24 },
    0.5,
  )
  const at: Viewport = { ...view, x: view.x - 12, y: view.y - 12 }
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.clearRect(0, 0, size.width * density, size.height * density)
  const k = at.scale * density
  pen.setTransform(k, 0, 0, k, at.x * density, at.y * density)
  pen.fillStyle = colours.group
  for (const { box } of scene.groups) pen.fillRect(box.x, box.y, box.width, box.height)
  if (scene.ends.length < 4_000) drawThreads(pen, scene, colours, 1 / at.scale)
  const least = 3 / at.scale
  for (const isLoud of [false, true]) {
    for (const { box, node } of scene.cards) {
      const { lamp, isStale } = decodeAppearance(codeOf(node.id))
      if ((lamp === 'critical' || lamp === 'warning') !== isLoud) continue
      const width = Math.max(box.width, isLoud ? 2 * least : least)
      const height = Math.max(box.height, isLoud ? 2 * least : least)
      pen.globalAlpha = isLoud ? 1 : 0.6
      pen.fillStyle = isStale && lamp === 'ok' ? colours.hairlineStrong : colours.lamps[lamp].main
      const left = box.x + (box.width - width) / 2
      const top = box.y + (box.height - height) / 2
      // Round corners are for what is large enough to have corners.
      if (Math.max(width, height) <= 2 * least) {
        pen.fillRect(left, top, width, height)
        continue
      }
      pen.beginPath()
      pen.roundRect(left, top, width, height, Math.min(1.5 / at.scale, height / 2))
      pen.fill()
    }
  }
  pen.globalAlpha = 1
  return at
}

function drawThreads(pen: CanvasRenderingContext2D, scene: Scene, colours: Colours, hair: number): void {
  pen.strokeStyle = colours.edge
  pen.globalAlpha = 0.4
  pen.lineWidth = 0.75 * hair
  pen.beginPath()
  for (let at = 0; at < scene.ends.length; at += 2) {
    const a = scene.nodes[scene.ends[at] ?? 0]?.box
    const b = scene.nodes[scene.ends[at + 1] ?? 0]?.box
    if (a === undefined || b === undefined) continue
    pen.moveTo(a.x + a.width / 2, a.y + a.height / 2)
    pen.lineTo(b.x + b.width / 2, b.y + b.height / 2)
  }
  pen.stroke()
  pen.globalAlpha = 1
}
