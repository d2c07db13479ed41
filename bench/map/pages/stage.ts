import type { GraphDocument } from '@statusgraph/model'

/** What a page of the benchmark lets the runner do. Every page shows the same map. */
export interface Stage {
  /** Shows the canvas point in the middle at a scale. */
  look(x: number, y: number, scale: number): void
  /** The middle and the scale at which everything is seen. */
  readonly whole: { readonly x: number; readonly y: number; readonly scale: number }
  /** Changes a tenth of the lamps, and says from then on whether the page shows it. */
  change(): () => boolean
  /** From here on cards can be dragged; left out where they always can. */
  edit?(): void
  /** Where the first card of the map stands, so that a drag that moves nothing is found out. */
  firstCardX(): number
  /** Milliseconds from the moment the page has code and data to the first frame that shows the map. */
  readonly firstPaintMs: number
}

declare global {
  interface Window {
    stage?: Stage
  }
}

/** Fetches the map as a browser would: a worker that was started before has that long to load. */
export async function fetchGraph(): Promise<GraphDocument> {
  const services = new URLSearchParams(location.search).get('n') ?? '1000'
  const answer = await fetch(`../maps/${services}.json`)
  return answer.json()
}

/** Resolves in the frame after the one that first finds something shown, which is when that one has been painted. */
export function waitForPaint(isShown: () => boolean): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (isShown()) requestAnimationFrame(() => resolve(performance.now()))
      else requestAnimationFrame(look)
    }
    look()
  })
}
