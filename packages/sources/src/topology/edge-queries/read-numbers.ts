import { isRecord, listOf, recordOf, textOf } from '../../reading/shape.ts'
import { wrongShape } from '../../client/failure.ts'
import type { Said } from '../../prometheus/api.ts'

/** What a series of an instant query says: the values of the wanted labels, in their order, and the number. */
export type TellRow = (values: readonly string[], number: number) => void

/** No value of a label is longer; the rest is cut off. */
const longestValue = 1_000

/**
 * Reads an instant query's answer, row by row, and no labels but the wanted ones: a tick may hold tens of thousands. A
 * label that is not there reads as an empty one, which Prometheus holds for the same. What is no number, as the quantile
 * of no requests, is not told, nor are native histograms.
 */
export function readNumbers({ data }: Said, labels: readonly string[], tell: TellRow): void {
  const kind = textOf(data['resultType'], 'its resultType')
  if (kind !== 'vector') throw wrongShape('its resultType is not vector')
  for (const entry of listOf(data['result'], 'its result')) {
    const series = recordOf(entry, 'a series')
    const metric = series['metric']
    if (!isRecord(metric)) throw wrongShape('the labels of a series are not an object')
    const sample = series['value']
    if (sample === undefined) continue
    const [, told] = listOf(sample, 'a sample')
    if (typeof told !== 'string') throw wrongShape('a sample is not a time and a text')
    const number = told === '' ? Number.NaN : Number(told)
    if (Number.isFinite(number))
      tell(
        labels.map((label) => readValue(metric, label)),
        number,
      )
  }
}

function readValue(metric: Readonly<Record<string, unknown>>, label: string): string {
  const value = Object.hasOwn(metric, label) ? metric[label] : undefined
  if (typeof value !== 'string') return ''
  return value.length <= longestValue ? value : value.slice(0, longestValue).toWellFormed()
}
