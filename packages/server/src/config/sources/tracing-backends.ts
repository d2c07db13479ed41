import type { JaegerConfig, ZipkinConfig } from '@statusgraph/sources'
import { z } from 'zod'
import { duration, text } from '../scalars.ts'
import { buildEndpoint, endpointKeys } from './endpoint.ts'
import { buildSettings, pollingKeys } from './settings.ts'

type Backend = 'jaeger' | 'zipkin'

const titles: Readonly<Record<Backend, string>> = { jaeger: 'Jaeger', zipkin: 'Zipkin' }

function backendKeys(kind: Backend, example: string) {
  const title = titles[kind]
  const backend = z.strictObject({
    ...pollingKeys(kind, '60s'),
    ...endpointKeys(title, example),
    window: duration('1m', '30d')
      .prefault('1h')
      .describe(
        'What calls are counted over. Where a job counts them once a day, as with Elasticsearch or Cassandra, give `24h`.',
      ),
    namespace: text
      .optional()
      .describe(`The namespace that its services live in, because ${title} knows bare names only. Default: none.`),
  })
  return z.array(backend).prefault([]).describe(`Which service calls which, as ${title} counts it. One, or a list.`)
}

/** The keys under `sources.jaeger` and `sources.zipkin`: both count which service calls which. */
export const tracingBackendKeys = {
  jaeger: backendKeys('jaeger', 'http://jaeger:16686'),
  zipkin: backendKeys('zipkin', 'http://zipkin:9411'),
}

type Keys = z.output<typeof tracingBackendKeys.jaeger>

export function buildTracingBackends(keys: {
  readonly jaeger: Keys
  readonly zipkin: Keys
}): readonly (JaegerConfig | ZipkinConfig)[] {
  return [
    ...keys.jaeger.map((source) => ({ ...buildBackend('jaeger', source), kind: 'jaeger' as const })),
    ...keys.zipkin.map((source) => ({ ...buildBackend('zipkin', source), kind: 'zipkin' as const })),
  ]
}

function buildBackend(kind: Backend, source: Keys[number]) {
  return {
    ...buildSettings(kind, `the dependencies of ${titles[kind]} at ${new URL(source.url.url).host}`, source),
    ...buildEndpoint(source),
    windowMs: source.window,
    ...(source.namespace === undefined ? {} : { namespace: source.namespace }),
  }
}
