import { provenanceKinds, trafficLayers } from '@statusgraph/model'
import { findPreset, parseTemplate, presets, wordQuery } from '@statusgraph/sources'
import type { EdgeEnd, EdgePlan, EdgeQueriesConfig, EdgeQuery, UpstreamConfig } from '@statusgraph/sources'
import { z } from 'zod'
import { anyText, boolean, duration, labelName, text, typeNames } from '../scalars.ts'
import { buildSettings, pollingKeys } from './settings.ts'

const template = z
  .string()
  .min(1, 'must not be empty')
  .transform((written, context): string => {
    const parsed = parseTemplate(written)
    if (!parsed.ok) {
      const { column, message } = parsed.fault
      context.issues.push({
        code: 'custom',
        input: written,
        message: `is wrong at its character ${column}: ${message}`,
      })
    }
    return written
  })
  .register(typeNames, { type: 'template' })

const end = (where: string) => ({
  node: template
    .optional()
    .describe(`Who stands ${where}, in one: \`name\`, \`namespace/name\` or \`cluster/namespace/name\`.`),
  name: template.optional().describe('The name alone.'),
  namespace: template.optional().describe('Its namespace.'),
  cluster: template.optional().describe('Its cluster.'),
  kind: template.optional().describe("Its kind, such as `database`, or `'{{type|kind}}'`."),
  ids: z
    .array(template)
    .prefault([])
    .describe(
      "Typed names that other sources may know it by, such as `'svc:{{namespace}}/{{service}}'`; equal ones are one node.",
    ),
})

const promql = text.optional()

const queries = z.strictObject({
  presence: promql.describe(
    'Whose series prove that an edge is there, such as `group by ($by) (last_over_time(calls_total[$lookback]))`.',
  ),
  rate: promql.describe('Requests per second, such as `sum by ($by) (rate(calls_total[$window]))`.'),
  errors: promql.describe('Failed requests per second. An edge with a rate and without a series here has none.'),
  latency: z
    .strictObject({
      p50: promql.describe('The median, in seconds.'),
      p95: promql.describe('The 95th percentile, in seconds.'),
    })
    .prefault({})
    .describe('How long requests take.'),
  bytes: promql.describe('Bytes per second.'),
  health: promql.describe('1 when the target answers its health check, 0 when it does not.'),
  denied: promql.describe('What a policy refused, per second.'),
})

const prometheus = z.strictObject({
  ...pollingKeys('prometheus', '30s'),
  preset: z
    .enum(presets.map(({ name }) => name))
    .optional()
    .describe('A producer that is known by name; it is the name of the source too, unless `name` says another.'),
  datasource: text
    .optional()
    .describe(
      'The name of the Prometheus under `upstream` that is asked, with its client options. Default: the first.',
    ),
  window: duration('1s', '1d').prefault('5m').describe('The span that rates are averages over: `$window` in queries.'),
  lookback: duration('1s', '30d')
    .prefault('1h')
    .describe('How long an edge without traffic is remembered: `$lookback` in queries.'),
  queries: queries
    .optional()
    .describe(
      'PromQL of your own, instead of a preset. Results are joined by the labels that the templates name, which `$by` stands for.',
    ),
  from: z.strictObject(end('where an edge begins')).optional().describe('Who asks. A text alone is its `node`.'),
  to: z.strictObject(end('where an edge ends')).optional().describe('Who is asked. A text alone is its `node`.'),
  protocol: template.optional().describe("Written at the edge, such as `http` or `'{{protocol|lower}}'`."),
  layer: z
    .enum(trafficLayers)
    .optional()
    .describe(
      'Where the numbers are measured; of two sources, the more telling one is shown: `server` (the default), `client`, `proxy`, `l4`.',
    ),
  provenance: z
    .enum(provenanceKinds)
    .optional()
    .describe('What the series prove. Default: `observed`, that traffic was seen.'),
  undirected: boolean.optional().describe('The series do not tell who asks whom. Default: `false`.'),
  labels: z
    .array(labelName)
    .optional()
    .describe('Labels of the series that alerts about the edge carry too. Default: none.'),
  drop: z
    .array(z.record(labelName, anyText))
    .prefault([])
    .describe(
      "Series to leave out: those that have all labels of one of these. `*` stands for any text, `''` for no label, `'!x'` for anything but x.",
    ),
})

type PrometheusKeys = z.output<typeof prometheus>

/** The keys under `sources.prometheus`. */
export const prometheusKeys = {
  prometheus: z
    .array(prometheus)
    .prefault([])
    .describe('Edges out of the labels of metrics, asked of a Prometheus under `upstream`. One, or a list.'),
}

/** The sources that ask a Prometheus for edges. */
export function buildPrometheus(
  list: readonly PrometheusKeys[],
  upstreams: readonly UpstreamConfig[],
): readonly EdgeQueriesConfig[] {
  const known = upstreams.filter(({ kind }) => kind === 'prometheus')
  return list.flatMap((keys) => {
    const upstream = keys.datasource === undefined ? known[0] : known.find(({ name }) => name === keys.datasource)
    const preset = keys.preset === undefined ? undefined : findPreset(keys.preset)
    const plan = preset ?? buildPlan(keys)
    // What is missing was reported where it should stand.
    if (upstream === undefined || plan === undefined) return []
    const asked = `${wordQuery(plan, { windowMs: keys.window, lookbackMs: keys.lookback })} at Prometheus ${upstream.name}`
    const detail = preset === undefined ? asked : `${preset.title}: ${asked}`
    const name = keys.name ?? preset?.name
    return [
      {
        ...buildSettings('prometheus', detail, { ...keys, ...(name === undefined ? {} : { name }) }),
        kind: 'prometheus',
        upstream,
        ...(preset === undefined ? {} : { preset: preset.name }),
        plan: { ...plan, edges: plan.edges.map((edge) => ({ ...edge, drop: [...(edge.drop ?? []), ...keys.drop] })) },
        windowMs: keys.window,
        lookbackMs: keys.lookback,
      },
    ]
  })
}

function buildPlan({ queries: asked, from, to, ...keys }: PrometheusKeys): EdgePlan | undefined {
  if (asked === undefined || from === undefined || to === undefined) return undefined
  const { latency, ...others } = asked
  const edge: EdgeQuery = {
    queries: { ...others, ...latency },
    from: buildEnd(from),
    to: buildEnd(to),
    layer: keys.layer ?? 'server',
    provenance: keys.provenance ?? 'observed',
    undirected: keys.undirected ?? false,
    labels: keys.labels ?? [],
    ...(keys.protocol === undefined ? {} : { protocol: keys.protocol }),
  }
  const coarse = 'Connections are measured, not requests: errors are not seen.'
  return { edges: [edge], caveats: edge.layer === 'l4' ? [coarse] : [] }
}

function buildEnd({ node, ...parts }: NonNullable<PrometheusKeys['from']>): EdgeEnd {
  return { ...parts, id: node }
}
