import type { Frame } from './frame.ts'

/** Edges of what is drawn elsewhere are drawn there, too. */
export function isHidden({ hidden }: Frame, source: number, target: number): boolean {
  return hidden !== undefined && (hidden[source] === 1 || hidden[target] === 1)
}

export function isStepping(frame: Frame, source: number, target: number): boolean {
  return frame.dimmed !== undefined && (frame.dimmed[source] === 1 || frame.dimmed[target] === 1)
}

/** A cheap first test: the area may be crossed only by an edge whose ends do not lie on one side of it. */
export function isNearArea(frame: Frame, source: number, target: number): boolean {
  const a = frame.scene.nodes[source]?.box
  const b = frame.scene.nodes[target]?.box
  if (a === undefined || b === undefined) return false
  const { area } = frame
  const slack = 240
  return !(
    (a.x + a.width + slack < area.x && b.x + b.width + slack < area.x) ||
    (a.x - slack > area.x + area.width && b.x - slack > area.x + area.width) ||
    (a.y + a.height + slack < area.y && b.y + b.height + slack < area.y) ||
    (a.y - slack > area.y + area.height && b.y - slack > area.y + area.height)
  )
}
