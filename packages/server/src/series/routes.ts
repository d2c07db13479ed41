import { servicesOf, type GraphNode, type MetricQuery } from '@statusgraph/model'
import { metricsQuerySchema, routes, type ServiceMetrics, type Sparklines } from '@statusgraph/protocol'
import type { FastifyInstance } from 'fastify'
import { findGraph } from '../graphs/routes.ts'
import { DomainError } from '../http/domain-error.ts'
import { readParam, readQuery } from '../http/requests.ts'
import { serve } from '../http/routing.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { readRange, writeDuration, type Range } from './range.ts'
import { answersTo, describeSeries, failuresOf, sampleOf, thinOut, type SamplesAnswer } from './samples.ts'

const sparklinePoints = 30

/** The series of the configured queries. What was polled anyway is answered from memory. */
export function serveSeries(app: FastifyInstance, pipeline: Pipeline): void {
  serve(app, routes.readServiceMetrics, async (request): Promise<ServiceMetrics> => {
    const service = readParam(request, 'service')
    const { range: text } = readQuery(request, metricsQuerySchema)
    const range = text === undefined ? undefined : readRange(text)
    if (text !== undefined && range === undefined) {
      const message = 'a range is a Prometheus duration from 5m to 30d, such as 1h'
      throw new DomainError('request/invalid', message, { faults: [{ path: ['range'], message }] })
    }
    const { queries } = pipeline.config.mapping.metrics
    const parts = await Promise.all(queries.map((query) => readSeries(pipeline, query, service, range)))
    return {
      service,
      range: range?.text ?? writeDuration(queries[0]?.rangeMs ?? 3_600_000),
      series: parts.flatMap(({ series }) => series),
      failures: parts.flatMap(({ failures }) => failures),
    }
  })
  serve(app, routes.readSparklines, (request): Sparklines => {
    const { graph } = findGraph(pipeline, readParam(request, 'id'))
    return drawSparklines(pipeline, graph.nodes)
  })
}

async function readSeries(
  pipeline: Pipeline,
  query: MetricQuery,
  service: string,
  range: Range | undefined,
): Promise<Pick<ServiceMetrics, 'series' | 'failures'>> {
  const { world } = pipeline
  if (range === undefined || range.ms === query.rangeMs) {
    return { series: pickSeries(answersTo(world, query), query, service), failures: [...failuresOf(world, query)] }
  }
  const failures: ServiceMetrics['failures'] = []
  const answers = await Promise.all(
    pipeline.sources.map(async (source): Promise<readonly SamplesAnswer[]> => {
      if (source.queryRange === undefined) return []
      try {
        const samples = await source.queryRange(query, range.ms)
        return [{ upstream: source.config.name, at: pipeline.now(), samples }]
      } catch (error) {
        // Errors of sources are made for people: they name the cause and hold no secret.
        const message = error instanceof Error ? error.message : 'it did not answer'
        failures.push({ name: query.name, message: `${source.config.name}: ${message}` })
        return []
      }
    }),
  )
  return { series: pickSeries(answers.flat(), query, service), failures }
}

function pickSeries(answers: readonly SamplesAnswer[], query: MetricQuery, service: string): ServiceMetrics['series'] {
  return answers.flatMap(({ upstream, at, samples }) => {
    const sample = sampleOf(samples, service)
    return sample === undefined ? [] : [describeSeries(query, sample, upstream, at)]
  })
}

function drawSparklines(pipeline: Pipeline, nodes: readonly GraphNode[]): Sparklines {
  const [query] = pipeline.config.mapping.metrics.queries
  const sparklines: Sparklines = Object.create(null)
  if (query === undefined) return sparklines
  const answers = answersTo(pipeline.world, query)
  for (const node of nodes) {
    if (node.kind === 'group' && (node.services ?? []).length === 0) continue
    const found = servicesOf(node)
      .flatMap((service) => answers.map(({ samples }) => sampleOf(samples, service)))
      .find((sample) => sample !== undefined)
    if (found === undefined) continue
    sparklines[node.id] = {
      name: query.name,
      ...(query.unit === undefined ? {} : { unit: query.unit }),
      points: thinOut(found.series, sparklinePoints),
    }
  }
  return sparklines
}
