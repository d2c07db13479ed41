/** `[seconds since 1970, value]`; null marks a gap. */
export type Point = readonly [number, number | null]

export interface Chart {
  /** One path per stretch without a gap. */
  readonly lines: readonly string[]
  readonly areas: readonly string[]
  readonly dots: readonly { readonly x: number; readonly y: number }[]
  readonly low: number
  readonly high: number
  readonly xOf: (seconds: number) => number
  readonly yOf: (value: number) => number
}

export interface ChartSize {
  readonly width: number
  readonly height: number
}

const air = 4

/** Lays a series out in a box; undefined when there is no value in it. Thresholds stay in sight when they are near. */
export function layOutChart(points: readonly Point[], size: ChartSize, bounds: readonly number[]): Chart | undefined {
  const values = points.flatMap(([, value]) => (value === null ? [] : [value]))
  const first = points[0]
  const last = points.at(-1)
  if (values.length === 0 || first === undefined || last === undefined) return undefined
  const low = values.reduce((a, b) => Math.min(a, b))
  const high = values.reduce((a, b) => Math.max(a, b))
  const [bottom, top] = chooseRange(low, high, bounds)
  const spanSeconds = Math.max(1, last[0] - first[0])
  const xOf = (seconds: number) => ((seconds - first[0]) / spanSeconds) * size.width
  const yOf = (value: number) => size.height - air - ((value - bottom) / (top - bottom)) * (size.height - 2 * air)
  const runs = splitRuns(points)
  const drawn = runs.filter((run) => run.length > 1)
  const lineOf = (run: readonly (readonly [number, number])[]) =>
    run.map(([at, value], index) => `${index === 0 ? 'M' : 'L'}${round(xOf(at))} ${round(yOf(value))}`).join('')
  return {
    lines: drawn.map(lineOf),
    areas: drawn.map((run) => {
      const from = run[0]?.[0] ?? first[0]
      const to = run.at(-1)?.[0] ?? last[0]
      return `${lineOf(run)}L${round(xOf(to))} ${size.height}L${round(xOf(from))} ${size.height}Z`
    }),
    dots: runs
      .filter((run) => run.length === 1)
      .flatMap((run) => run.map(([at, value]) => ({ x: xOf(at), y: yOf(value) }))),
    low,
    high,
    xOf,
    yOf,
  }
}

/** The index of the point nearest to a share of the width that has a value; undefined when none has. */
export function nearestPoint(points: readonly Point[], share: number): number | undefined {
  const first = points[0]?.[0] ?? 0
  const wanted = first + share * ((points.at(-1)?.[0] ?? 0) - first)
  let best: number | undefined
  points.forEach(([at, value], index) => {
    const bestAt = best === undefined ? undefined : points[best]?.[0]
    if (value !== null && (bestAt === undefined || Math.abs(at - wanted) < Math.abs(bestAt - wanted))) best = index
  })
  return best
}

/** The number in `> 95` and the like. */
export function boundOf(threshold: string | undefined): number | undefined {
  const text = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.exec(threshold ?? '')?.[0]
  const bound = text === undefined ? Number.NaN : Number(text)
  return Number.isFinite(bound) ? bound : undefined
}

// A threshold far outside would flatten the line into nothing, so only one within reach widens the range.
function chooseRange(low: number, high: number, bounds: readonly number[]): readonly [number, number] {
  const span = high - low || Math.abs(high) * 0.02 || 1
  const near = bounds.filter((bound) => bound >= low - 2 * span && bound <= high + 2 * span)
  const bottom = Math.min(low, ...near)
  const top = Math.max(high, ...near)
  return top > bottom ? [bottom, top] : [bottom - span / 2, top + span / 2]
}

function splitRuns(points: readonly Point[]): readonly (readonly (readonly [number, number])[])[] {
  const runs: (readonly [number, number])[][] = [[]]
  for (const [at, value] of points) {
    if (value === null) runs.push([])
    else runs.at(-1)?.push([at, value])
  }
  return runs.filter((run) => run.length > 0)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
