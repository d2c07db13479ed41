import type { EdgePlan } from './edge-plan.ts'

/** What a reader of the picture must know of this plan: its own caveats, and what its spans mean. */
export function wordCaveats(
  { edges, caveats }: EdgePlan,
  { windowMs, lookbackMs }: { readonly windowMs: number; readonly lookbackMs: number },
): readonly string[] {
  const measures = edges.some(({ queries: { rate, bytes } }) => rate !== undefined || bytes !== undefined)
  const remembers = edges.some(({ queries: { presence = [] } }) =>
    [presence].flat().some((promql) => promql.includes('$lookback')),
  )
  return [
    ...caveats,
    ...(measures ? [`Rates are averages over the last ${wordSpan(windowMs)}: a shorter burst looks smaller.`] : []),
    ...(remembers ? [`Edges without traffic are shown for ${wordSpan(lookbackMs)} after their series ended.`] : []),
  ]
}

function wordSpan(ms: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1_000],
  ] as const
  const [unit, size] = units.find(([, length]) => ms >= length && ms % length === 0) ?? ['ms', 1]
  return `${ms / size} ${unit}`
}
