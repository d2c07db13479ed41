import type { TopologyMapping, TopologyRules } from '@statusgraph/model'
import { nodeKinds } from '@statusgraph/model'
import { z } from 'zod'
import { labelName, rate, text, threshold } from './scalars.ts'

const alias = z.strictObject({
  from: text.describe('A discovered id, such as `shop/cart`.'),
  to: text.describe('The discovered id or the id of the drawn node that it is the same as.'),
})
const ignored = z.strictObject({
  node: text.optional().describe('Nodes to leave out, with their edges; `*` stands for any text.'),
  source: text.optional().describe('Edges to leave out, by the node that they begin at; needs `target`.'),
  target: text.optional().describe('Edges to leave out, by the node that they end at; needs `source`.'),
})
const bounds = z.strictObject({
  warning: threshold.optional().describe('Past this the edge is warning.'),
  critical: threshold.optional().describe('Past this the edge is critical.'),
})
const edgeLabels = z.strictObject({
  source: labelName.describe('The label of an alert that names the node where the edge begins.'),
  target: labelName.describe('The label of an alert that names the node where the edge ends.'),
})

/** How what is discovered is understood, in every graph. */
export const topologySchema = z.strictObject({
  aliases: z.array(alias).prefault([]).describe('Discovered ids that mean the same node.'),
  ignore: z.array(ignored).prefault([]).describe('What is discovered and not wanted.'),
  kinds: z.record(z.string(), z.enum(nodeKinds)).prefault({}).describe('What discovered nodes are drawn as, by id.'),
  error_percent: bounds
    .prefault({ warning: '> 5', critical: '> 20' })
    .describe('Bounds on the failed requests of an edge, in percent. Default: warning over 5, critical over 20.'),
  p95_seconds: bounds.prefault({}).describe('Bounds on the 95th percentile of the latency of an edge, in seconds.'),
  min_rate: rate
    .prefault('0.05')
    .describe('An edge with fewer requests per second is not judged by its errors: one of one says nothing.'),
  edge_labels: z
    .array(edgeLabels)
    .prefault([
      { source: 'client', target: 'server' },
      { source: 'source', target: 'destination' },
    ])
    .describe(
      'Pairs of alert labels that name the two ends of an edge. Default: `client` and `server`, `source` and `destination`.',
    ),
})

/** The model's words for the keys of {@link topologySchema}. */
export function buildTopologyMapping(keys: z.output<typeof topologySchema>): TopologyMapping {
  const rules: TopologyRules = {
    ...(keys.aliases.length === 0 ? {} : { aliases: keys.aliases }),
    ...(keys.ignore.length === 0 ? {} : { ignore: keys.ignore.flatMap(readIgnored) }),
    ...(Object.keys(keys.kinds).length === 0 ? {} : { kinds: keys.kinds }),
  }
  return {
    rules,
    errorPercent: definedBounds(keys.error_percent),
    p95Seconds: definedBounds(keys.p95_seconds),
    minRatePerSecond: keys.min_rate,
    edgeLabels: keys.edge_labels,
  }
}

function readIgnored({ node, source, target }: z.output<typeof ignored>): NonNullable<TopologyRules['ignore']> {
  if (node !== undefined) return [{ node }]
  return source === undefined || target === undefined ? [] : [{ source, target }]
}

function definedBounds({ warning, critical }: z.output<typeof bounds>): TopologyMapping['errorPercent'] {
  return { ...(warning === undefined ? {} : { warning }), ...(critical === undefined ? {} : { critical }) }
}
