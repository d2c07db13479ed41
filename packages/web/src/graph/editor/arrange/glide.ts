import type { Box } from '../../../map/index.ts'

const glideMs = 260
/** More than this would not be followed by an eye, nor drawn in time. */
const mostGliding = 1_000

/**
 * Lets boxes move to where they will be; resolves when they are there. With reduced motion, or very many, at once.
 *
 * @param show draws them where they are now
 */
export function glide(
  from: ReadonlyMap<string, Box>,
  to: ReadonlyMap<string, Box>,
  show: (boxes: ReadonlyMap<string, Box>) => void,
  signal: AbortSignal,
): Promise<void> {
  const moving = [...to].flatMap(([id, end]) => {
    const start = from.get(id)
    return start === undefined || isSame(start, end) ? [] : [{ id, start, end }]
  })
  const isStill = globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches
  if (moving.length === 0 || moving.length > mostGliding || isStill) return Promise.resolve()
  return new Promise((resolve) => {
    const startedAt = performance.now()
    const step = (now: number): void => {
      const share = Math.min(1, Math.max(0, (now - startedAt) / glideMs))
      const eased = 1 - (1 - share) ** 3
      if (signal.aborted) return resolve()
      show(new Map(moving.map(({ id, start, end }) => [id, between(start, end, eased)])))
      if (share < 1) requestAnimationFrame(step)
      else resolve()
    }
    requestAnimationFrame(step)
  })
}

function between(a: Box, b: Box, share: number): Box {
  return {
    x: a.x + (b.x - a.x) * share,
    y: a.y + (b.y - a.y) * share,
    width: a.width + (b.width - a.width) * share,
    height: a.height + (b.height - a.height) * share,
  }
}

function isSame(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}
