/** What the live link needs from outside, as arguments, so that a test can be its clock and its network. */
export interface Surroundings {
  /** Milliseconds of a clock that never jumps. Every age is counted on it. */
  readonly monoMs: () => number
  /** Milliseconds since 1970: shown to people, and compared with `monoMs` to notice that the machine slept. */
  readonly wallMs: () => number
  readonly random: () => number
  readonly isHidden: () => boolean
  readonly isOffline: () => boolean
  /** Calls once after a delay; the answer cancels. */
  readonly after: (delayMs: number, call: () => void) => () => void
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
}

export const browserSurroundings: Surroundings = {
  monoMs: () => performance.now(),
  wallMs: () => Date.now(),
  random: () => Math.random(),
  isHidden: () => document.visibilityState === 'hidden',
  isOffline: () => !navigator.onLine,
  after: (delayMs, call) => {
    const timer = setTimeout(call, delayMs)
    return () => clearTimeout(timer)
  },
  fetch: (url, init) => fetch(url, init),
}
