import type { JaegerConfig } from '@statusgraph/sources'
import { z } from 'zod'
import { duration, text } from '../scalars.ts'
import { buildEndpoint, endpointKeys } from './endpoint.ts'
import { buildSettings, pollingKeys } from './settings.ts'

const jaeger = z.strictObject({
  ...pollingKeys('jaeger', '60s'),
  ...endpointKeys('Jaeger', 'http://jaeger:16686'),
  window: duration('1m', '30d')
    .prefault('1h')
    .describe(
      'What calls are counted over. Where a job counts them once a day, as with Elasticsearch or Cassandra, give `24h`.',
    ),
  namespace: text
    .optional()
    .describe('The namespace that its services live in, because Jaeger knows bare names only. Default: none.'),
})

/** The keys under `sources.jaeger`. */
export const jaegerKeys = {
  jaeger: z.array(jaeger).prefault([]).describe('Which service calls which, as Jaeger counts it. One, or a list.'),
}

export function buildJaeger(keys: readonly z.output<typeof jaeger>[]): readonly JaegerConfig[] {
  return keys.map((source) => ({
    ...buildSettings('jaeger', `the dependencies of Jaeger at ${new URL(source.url.url).host}`, source),
    ...buildEndpoint(source),
    kind: 'jaeger',
    windowMs: source.window,
    ...(source.namespace === undefined ? {} : { namespace: source.namespace }),
  }))
}
