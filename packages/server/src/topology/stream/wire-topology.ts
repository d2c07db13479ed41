import { isoOf, type Instant } from '@statusgraph/model'
import type { WireTopology, WireTopologyDelta } from '@statusgraph/protocol'
import type { SeenTopology, TopologyFeed } from './topology-feed.ts'

/** Everything that can be seen, as it travels. */
function wireTopology({ revision, view }: SeenTopology, map: string | undefined, now: Instant): WireTopology {
  return {
    revision,
    at: isoOf(now),
    ...(map === undefined ? {} : { map }),
    nodes: Object.values(view.nodes),
    edges: Object.values(view.edges),
    sources: Object.values(view.sources),
    suggestions: view.suggestions,
  }
}

/** What somebody who has a revision must still be told: a delta, or everything when the way from there is not known. */
export function wireFrom(
  feed: TopologyFeed,
  map: string | undefined,
  since: number | undefined,
  now: Instant,
): WireTopology | WireTopologyDelta {
  const seen = feed.current(map)
  const delta = since === undefined ? undefined : feed.since(map, since)
  if (since === undefined || delta === undefined) return wireTopology(seen, map, now)
  return { revision: seen.revision, since, at: isoOf(now), ...(map === undefined ? {} : { map }), ...delta }
}
