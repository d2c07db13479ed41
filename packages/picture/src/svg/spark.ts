/** A series as `[seconds since 1970, value]`, oldest first; null is a gap. */
export type SparkPoints = readonly (readonly [number, number | null])[]

export interface Spark {
  readonly name: string
  readonly unit?: string | undefined
  readonly points: SparkPoints
}

/** The path data of a sparkline. A flat series lies in the middle: its height would claim a movement. */
export function traceSpark(points: SparkPoints, width: number, height: number): { line: string; area: string } {
  const values = points.flatMap(([, value]) => (value === null ? [] : [value]))
  const first = points[0]
  const last = points.at(-1)
  if (values.length < 2 || first === undefined || last === undefined) return { line: '', area: '' }
  const low = Math.min(...values)
  const high = Math.max(...values)
  const spanS = last[0] - first[0] || 1
  const x = (at: number): number => round(((at - first[0]) / spanS) * width)
  const y = (value: number): number =>
    high === low ? round(height / 2) : round(height - 2 - ((value - low) / (high - low)) * (height - 4))
  let line = ''
  let area = ''
  let start: number | undefined
  let end = 0
  for (const [at, value] of points) {
    if (value === null) {
      if (start !== undefined) area += `L${end} ${height}L${start} ${height}Z`
      start = undefined
      continue
    }
    const step = `${start === undefined ? 'M' : 'L'}${x(at)} ${y(value)}`
    line += step
    area += step
    start ??= x(at)
    end = x(at)
  }
  if (start !== undefined) area += `L${end} ${height}L${start} ${height}Z`
  return { line, area }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
