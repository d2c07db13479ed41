import { kialiGraphs, type KialiConfig } from '@statusgraph/sources'
import { z } from 'zod'
import { boolean, duration, text } from '../scalars.ts'
import { buildEndpoint, endpointKeys } from './endpoint.ts'
import { buildSettings, pollingKeys } from './settings.ts'

const kiali = z.strictObject({
  ...pollingKeys('kiali', '30s'),
  ...endpointKeys('Kiali', 'http://kiali.istio-system:20001/kiali'),
  namespaces: z
    .array(text)
    .max(200, 'must name 200 namespaces at the most')
    .prefault([])
    .describe('Namespaces to ask for. Default: all that Kiali shows.'),
  graph: z
    .enum(kialiGraphs)
    .prefault('app')
    .describe('What a node is: an app, each version of it, a workload, or a service.'),
  window: duration('1m', '1d').prefault('5m').describe('The time over which Kiali measures rates.'),
  client_errors: boolean
    .prefault('false')
    .describe('Whether answers with status 4xx count as failed, as they do in Kiali itself.'),
})

/** The keys under `sources.kiali`. */
export const kialiKeys = {
  kiali: z.array(kiali).prefault([]).describe('The traffic of an Istio mesh, as Kiali tells it. One, or a list.'),
}

export function buildKiali(keys: readonly z.output<typeof kiali>[]): readonly KialiConfig[] {
  return keys.map((source) => ({
    ...buildSettings('kiali', `Kiali's ${source.graph} graph at ${new URL(source.url.url).host}`, source),
    ...buildEndpoint(source),
    kind: 'kiali',
    namespaces: source.namespaces,
    graph: source.graph,
    windowMs: source.window,
    countsClientErrors: source.client_errors,
  }))
}
