/** What a page of the benchmark lets the runner do. Every page shows the same map. */
export interface Stage {
  /** Shows the canvas point in the middle at a scale. */
  look(x: number, y: number, scale: number): void
  /** The middle and the scale at which everything is seen. */
  readonly whole: { readonly x: number; readonly y: number; readonly scale: number }
  /** Changes a tenth of the lamps. */
  change(): void
  /** Milliseconds from the moment the page has code and data to the first frame that shows the map. */
  readonly firstPaintMs: number
}

declare global {
  interface Window {
    stage?: Stage
  }
}

/** How many services the address asks for. */
export function countServices(): number {
  return Number(new URLSearchParams(location.search).get('n') ?? '1000')
}

/** Resolves in the frame after `isShown` first holds. */
export function waitForPaint(isShown: () => boolean): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (isShown()) requestAnimationFrame(() => resolve(performance.now()))
      else requestAnimationFrame(look)
    }
    look()
  })
}
