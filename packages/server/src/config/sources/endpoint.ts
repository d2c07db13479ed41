import type { TopologyEndpoint } from '@statusgraph/sources'
import { z } from 'zod'
import { buildClient } from '../build-client.ts'
import { clientKeys } from '../client-schema.ts'
import { upstreamUrl } from '../scalars.ts'

/** What every source that is asked over HTTP is told of where it is. */
export function endpointKeys(who: string, example: string) {
  return {
    url: upstreamUrl.describe(
      `Where ${who} answers, such as \`${example}\`. User and password may stand in it and are taken out of everything shown.`,
    ),
    ...clientKeys,
  }
}

const endpoint = z.strictObject(endpointKeys('it', 'http://localhost'))

/** Where a source is asked, and with which client, out of the keys of {@link endpointKeys}. */
export function buildEndpoint(keys: z.output<typeof endpoint>): TopologyEndpoint {
  return { url: keys.url.url, client: buildClient(keys, keys.url) }
}
