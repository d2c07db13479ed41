import type { ZipkinConfig } from '@statusgraph/sources'
import { z } from 'zod'
import { duration, text } from '../scalars.ts'
import { buildEndpoint, endpointKeys } from './endpoint.ts'
import { buildSettings, pollingKeys } from './settings.ts'

const zipkin = z.strictObject({
  ...pollingKeys('zipkin', '60s'),
  ...endpointKeys('Zipkin', 'http://zipkin:9411'),
  window: duration('1m', '30d')
    .prefault('1h')
    .describe(
      'What calls are counted over. Where a job counts them once a day, as with Elasticsearch or Cassandra, give `24h`.',
    ),
  namespace: text
    .optional()
    .describe('The namespace that its services live in, because Zipkin knows bare names only. Default: none.'),
})

/** The keys under `sources.zipkin`. */
export const zipkinKeys = {
  zipkin: z.array(zipkin).prefault([]).describe('Which service calls which, as Zipkin counts it. One, or a list.'),
}

export function buildZipkin(keys: readonly z.output<typeof zipkin>[]): readonly ZipkinConfig[] {
  return keys.map((source) => ({
    ...buildSettings('zipkin', `the dependencies of Zipkin at ${new URL(source.url.url).host}`, source),
    ...buildEndpoint(source),
    kind: 'zipkin',
    windowMs: source.window,
    ...(source.namespace === undefined ? {} : { namespace: source.namespace }),
  }))
}
