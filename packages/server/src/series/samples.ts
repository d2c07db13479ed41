import {
  isoOf,
  serviceKey,
  type Instant,
  type MetricQuery,
  type Sample,
  type ServiceKey,
  type World,
} from '@statusgraph/model'
import type { MetricSeries } from '@statusgraph/protocol'

/** What one upstream last said of one configured query. */
export interface SamplesAnswer {
  readonly upstream: string
  readonly at: Instant
  readonly samples: readonly Sample[]
}

const indexes = new WeakMap<readonly Sample[], ReadonlyMap<ServiceKey, Sample>>()

/** The last good answers to a query, of every upstream that gave one. */
export function answersTo(world: World, query: MetricQuery): readonly SamplesAnswer[] {
  return [...world.facets.values()].flatMap(({ upstream, facet, lastGood }) =>
    facet.kind === 'samples' && facet.query === query.name && lastGood?.kind === 'samples'
      ? [{ upstream, at: lastGood.at, samples: lastGood.samples }]
      : [],
  )
}

/** Why a query has no fresh answer, by upstream. */
export function failuresOf(
  world: World,
  query: MetricQuery,
): readonly { readonly name: string; readonly message: string }[] {
  return [...world.facets.values()].flatMap(({ upstream, facet, failure }) =>
    facet.kind === 'samples' && facet.query === query.name && failure !== undefined
      ? [{ name: query.name, message: `${upstream}: ${failure.message}` }]
      : [],
  )
}

/** One service's sample of an answer; found by an index that lives as long as the answer. */
export function sampleOf(samples: readonly Sample[], service: string): Sample | undefined {
  let index = indexes.get(samples)
  if (index === undefined) {
    index = new Map(samples.map((sample) => [serviceKey(sample.service), sample]))
    indexes.set(samples, index)
  }
  return index.get(serviceKey(service))
}

/** A series as it goes out. */
export function describeSeries(query: MetricQuery, sample: Sample, upstream: string, at: Instant): MetricSeries {
  const { warning, critical } = query.thresholds ?? {}
  return {
    name: query.name,
    query: query.query,
    ...(query.unit === undefined ? {} : { unit: query.unit }),
    upstream,
    ...(query.thresholds === undefined
      ? {}
      : {
          thresholds: {
            ...(warning === undefined ? {} : { warning: `${warning.operator} ${warning.bound}` }),
            ...(critical === undefined ? {} : { critical: `${critical.operator} ${critical.bound}` }),
          },
        }),
    points: copyPoints(sample.series),
    at: isoOf(at),
  }
}

/** At most `count` points, evenly taken, the newest always among them. */
export function thinOut(series: Sample['series'], count: number): [number, number | null][] {
  const stride = Math.max(1, Math.ceil(series.length / count))
  const offset = (series.length - 1) % stride
  return copyPoints(series.filter((_, index) => index % stride === offset))
}

function copyPoints(series: Sample['series']): [number, number | null][] {
  return series.map(([at, value]) => [at, value])
}
