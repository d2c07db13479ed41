import type { BackstageConfig } from '@statusgraph/sources'
import { z } from 'zod'
import { text } from '../scalars.ts'
import { buildEndpoint, endpointKeys } from './endpoint.ts'
import { buildSettings, pollingKeys } from './settings.ts'

const backstage = z.strictObject({
  ...pollingKeys('backstage', '5m'),
  ...endpointKeys('Backstage', 'https://backstage.example.com'),
  filters: z
    .array(text)
    .prefault([])
    .describe(
      'Which entities are asked for, as Backstage writes filters, such as `kind=component,spec.lifecycle=production`; any of them must hold. Default: all components, resources, APIs and systems.',
    ),
})

/** The keys under `sources.backstage`. */
export const backstageKeys = {
  backstage: z
    .array(backstage)
    .prefault([])
    .describe('What the software catalog of Backstage declares. One, or a list.'),
}

export function buildBackstage(keys: readonly z.output<typeof backstage>[]): readonly BackstageConfig[] {
  return keys.map((source) => ({
    ...buildSettings('backstage', `Backstage catalog at ${new URL(source.url.url).host}`, source),
    ...buildEndpoint(source),
    kind: 'backstage',
    filters: source.filters,
  }))
}
