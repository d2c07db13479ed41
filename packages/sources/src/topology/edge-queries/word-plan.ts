import type { EdgePlan } from './edge-plan.ts'

interface Spans {
  readonly windowMs: number
  readonly lookbackMs: number
}

/** What a reader of the picture must know of this plan: its own caveats, and what its spans mean. */
export function wordCaveats({ edges, caveats }: EdgePlan, { windowMs, lookbackMs }: Spans): readonly string[] {
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

/** A plan's main query as it is asked, in one line: which labels it is split by is said by three dots. */
export function wordQuery({ edges }: EdgePlan, spans: Spans): string {
  const [first] = edges
  const main = first?.queries.rate ?? first?.queries.bytes ?? first?.queries.presence ?? first?.queries.health ?? ''
  const text = (typeof main === 'string' ? main : (main[0] ?? ''))
    .replaceAll('$by', '…')
    .replaceAll('$window', () => writeSpan(spans.windowMs))
    .replaceAll('$lookback', () => writeSpan(spans.lookbackMs))
    .replaceAll(/\s+/g, ' ')
  return text.length <= longestQuery ? text : `${text.slice(0, longestQuery - 1)}…`
}

/** What is longer would be no help beside a name. */
const longestQuery = 300

/** As Prometheus writes it. */
function writeSpan(ms: number): string {
  return wordSpan(ms).replace('min', 'm').replace(' ', '')
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
