import type { TopologySourceDeclaration, TopologySourceKind } from '@statusgraph/model'
import { z } from 'zod'
import { duration, integer, sourceName } from '../scalars.ts'

/** What every discovery source may say of itself, pushed or polled. */
export function declarationKeys(kind: TopologySourceKind) {
  return {
    name: sourceName
      .optional()
      .describe(`What it is called on screen; needed when there are several. Default: \`${kind}\`.`),
    priority: integer(-1_000, 1_000)
      .prefault('0')
      .describe('Of two sources that say different things of the same rank, the higher one is believed.'),
    stale_after: duration('1s', '30d')
      .optional()
      .describe('What was not seen for so long is drawn stale. Default: three intervals, 5 minutes at the least.'),
    forget_after: duration('1m', '365d').prefault('24h').describe('What was not seen for so long is forgotten.'),
  }
}

/** What every discovery source that is asked may say of itself. */
export function pollingKeys(kind: TopologySourceKind, interval: string) {
  return {
    ...declarationKeys(kind),
    interval: duration('1s', '1d').prefault(interval).describe('How often it is asked.'),
    timeout: duration('100ms', '5m').prefault('10s').describe('How long one request may take, body and all.'),
    max_nodes: integer(1, 20_000).prefault('2000').describe('More nodes are left out, and this is said on screen.'),
    max_edges: integer(1, 60_000).prefault('5000').describe('More edges are left out: the busiest stay.'),
  }
}

const declaration = z.strictObject(declarationKeys('push'))
const polling = z.strictObject(pollingKeys('prometheus', '30s'))

/** The model's words for the keys of {@link declarationKeys}. */
export function buildDeclaration(
  kind: TopologySourceKind,
  detail: string,
  keys: z.output<typeof declaration>,
): TopologySourceDeclaration {
  return {
    name: keys.name ?? kind,
    kind,
    detail,
    priority: keys.priority,
    ...(keys.stale_after === undefined ? {} : { staleAfterMs: keys.stale_after }),
    forgetAfterMs: keys.forget_after,
  }
}

/** The settings of a source that is asked, out of the keys of {@link pollingKeys}. */
export function buildSettings(kind: TopologySourceKind, detail: string, keys: z.output<typeof polling>) {
  return {
    ...buildDeclaration(kind, detail, keys),
    intervalMs: keys.interval,
    timeoutMs: keys.timeout,
    maxNodes: keys.max_nodes,
    maxEdges: keys.max_edges,
  }
}
