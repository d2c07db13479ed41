import { UpstreamError } from '../../client/failure.ts'
import { parseJson } from '../../client/json.ts'
import { openSourceClient, startPolledSource, type Discovery } from '../start-polled-source.ts'
import type {
  RunningTopologySource,
  TopologyEndpoint,
  TopologySettings,
  TopologySurroundings,
} from '../topology-source.ts'
import { readPage, type Entity } from './read-entities.ts'
import { sightEntities } from './sight-entities.ts'

export interface BackstageConfig extends TopologySettings, TopologyEndpoint {
  readonly kind: 'backstage'
  /** As Backstage writes them; any of them must hold. Empty: everything that is drawn. */
  readonly filters: readonly string[]
}

const pageSize = 200
/** The largest catalogs have some ten thousand entities; whoever sends far more is lying. */
const mostPages = 500
const mostEntities = 100_000
const everything = ['kind=component', 'kind=resource', 'kind=api', 'kind=system']
const fields = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'spec.type',
  'spec.owner',
  'spec.lifecycle',
  'spec.system',
  'relations',
].join(',')

/** Reads the catalog of a Backstage, page by page. */
export function startBackstage(config: BackstageConfig, surroundings: TopologySurroundings): RunningTopologySource {
  const client = openSourceClient(config, surroundings, { url: config.url, options: config.client })

  function firstPage(): URLSearchParams {
    const query = new URLSearchParams({ fields, limit: String(pageSize) })
    for (const filter of config.filters.length === 0 ? everything : config.filters) query.append('filter', filter)
    return query
  }

  async function ask(signal: AbortSignal): Promise<Discovery> {
    const entities = new Map<string, Entity>()
    const cursors = new Set<string>()
    let query = firstPage()
    for (;;) {
      const { bytes } = await client.ask({ facet: 'topology', path: '/api/catalog/entities/by-query', query, signal })
      const page = readPage(parseJson(bytes))
      for (const entity of page.entities) entities.set(entity.ref, entity)
      const { next } = page
      if (next === undefined) break
      // Half a catalog would make the other half look gone.
      if (cursors.has(next) || cursors.size >= mostPages || entities.size > mostEntities) {
        throw new UpstreamError('wrong-shape', 'The pages of the catalog do not come to an end.')
      }
      cursors.add(next)
      // A cursor holds the filter and the order; only what is told of an entity is said again.
      query = new URLSearchParams({ fields, limit: String(pageSize), cursor: next })
    }
    return { sighting: sightEntities([...entities.values()]), warnings: [] }
  }

  return startPolledSource({ settings: config, surroundings, ask, close: () => client.close() })
}
