import type { Measured } from './measure.ts'

/** A page with its first paint. */
export interface MeasuredPage extends Measured {
  readonly firstPaint: number
}

const columns = [
  'firstPaint',
  'far',
  'near',
  'zoom',
  'drag',
  'seenNear',
  'seenFar',
  'changeNear',
  'changeFar',
  'hover',
] as const

/** Prints what was measured, and ours as a ratio of the others; the goals stand in docs and are judged by the reader. */
export function printRatios(services: number, results: ReadonlyMap<string, MeasuredPage>): void {
  const rows: Record<string, Record<string, string>> = {}
  for (const [name, measured] of results) {
    rows[name] = Object.fromEntries(columns.map((column) => [column, say(measured[column])]))
  }
  const ours = results.get('ours')
  for (const [name, measured] of results) {
    if (ours === undefined || name === 'ours') continue
    rows[`ours ÷ ${name}`] = Object.fromEntries(
      columns.map((column) => [column, say(divide(ours[column], measured[column]), 2)]),
    )
  }
  console.log(
    `\n${services} services: ms of first paint, median frame, change until seen, longest frame after it, hover to light`,
  )
  console.table(rows)
}

function divide(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b
}

function say(value: number | undefined, digits = 1): string {
  return value === undefined ? '–' : value.toFixed(digits)
}
