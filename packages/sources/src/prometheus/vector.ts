import type { Labels } from '@statusgraph/model'
import { labelsOf, listOf, recordOf, textOf } from '../reading/shape.ts'
import { wrongShape } from '../client/failure.ts'
import type { Said } from './api.ts'

/** A point of a series: seconds since 1970, and the number, which may be infinite; null for NaN. */
export type Point = readonly [number, number | null]

/** The last second that a date can name. */
const lastSecond = 8.64e12

export interface Series {
  readonly labels: Labels
  readonly points: readonly Point[]
}

/** The label sets of an instant query's answer. */
export function readVector({ data }: Said): readonly Labels[] {
  const result = listOf(data['result'], 'its result')
  const kind = textOf(data['resultType'], 'its resultType')
  // A scalar or a string is an answer without any series.
  if (kind === 'scalar' || kind === 'string') return []
  if (kind !== 'vector' && kind !== 'matrix') throw wrongShape('its resultType is not known')
  return result.map((entry) => labelsOf(recordOf(entry, 'a series')['metric'], 'the labels of a series'))
}

/** The series of a range query's answer; native histograms, which have no single value, are left out. */
export function readMatrix({ data }: Said): readonly Series[] {
  if (textOf(data['resultType'], 'its resultType') !== 'matrix') throw wrongShape('its resultType is not matrix')
  return listOf(data['result'], 'its result').flatMap((entry) => {
    const series = recordOf(entry, 'a series')
    if (series['values'] === undefined) return []
    return [
      {
        labels: labelsOf(series['metric'], 'the labels of a series'),
        points: listOf(series['values'], 'the values of a series').map(readPoint),
      },
    ]
  })
}

function readPoint(entry: unknown): Point {
  const [at, value] = listOf(entry, 'a point')
  if (typeof at !== 'number' || typeof value !== 'string') throw wrongShape('a point is not a time and a text')
  if (Math.abs(at) > lastSecond) throw wrongShape('a point lies beyond the end of time')
  const number = value === '' ? Number.NaN : Number(value.replace(/^([+-]?)Inf$/, '$1Infinity'))
  // Adding zero makes Go's "-0" the plain one.
  return [at, Number.isNaN(number) ? null : number + 0]
}
