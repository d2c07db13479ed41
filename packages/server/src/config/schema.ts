import { z } from 'zod'
import { clientKeys, secret } from './client-schema.ts'
import {
  addressRange,
  anyText,
  basePath,
  boolean,
  byteSize,
  duration,
  filePath,
  integer,
  labelName,
  linkTemplate,
  listenAddress,
  text,
  threshold,
  typeNames,
  upstreamUrl,
} from './scalars.ts'
import { sourcesSchema } from './sources/sources-schema.ts'
import { topologySchema } from './topology-schema.ts'

const upstreamName = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,62}$/u, 'must be 1 to 63 letters, digits, dots, dashes or spaces')
  .register(typeNames, { type: 'name' })
  .optional()

function upstreamKeys(kind: string, interval: string, polled: string) {
  return {
    name: upstreamName.describe(`What it is called on screen; needed when there are several. Default: \`${kind}\`.`),
    url: upstreamUrl
      .optional()
      .describe(`Where ${kind} answers. User and password may stand in it and are taken out of everything shown.`),
    interval: duration('100ms', '1h').prefault(interval).describe(`How often ${polled}.`),
    timeout: duration('100ms', '5m').prefault('10s').describe('How long one request may take, body and all.'),
    ...clientKeys,
  }
}

const prometheus = z.strictObject(
  upstreamKeys('prometheus', '15s', 'rules and presence are asked for; metric queries are asked half as often'),
)
const alertmanager = z.strictObject({
  ...upstreamKeys('alertmanager', '5s', 'alerts are asked for'),
  urls: z
    .array(upstreamUrl)
    .min(1, 'must name at least one member')
    .optional()
    .describe(
      'The members of one Alertmanager cluster, instead of `url`. Alertmanagers do not share alerts: name every member.',
    ),
})
const versions = z.strictObject(upstreamKeys('versions', '60s', 'the list is asked for'))

const upstream = z.strictObject({
  prometheus: z
    .array(prometheus)
    .prefault([])
    .describe('Prometheus, or what speaks its API: one, or a list of named ones.'),
  alertmanager: z.array(alertmanager).prefault([]).describe('Alertmanager: one, or a list of named ones.'),
  versions: z
    .array(versions)
    .prefault([])
    .describe('A URL that answers `[{"name": "…", "version": "…"}]`: the version of each service. One, or a list.'),
})

const severities = z.strictObject({
  label: labelName.optional().describe('The label that carries the severity. Default: `severity`.'),
  critical: z
    .array(anyText)
    .optional()
    .describe('Values that mean critical, beside every value that stands in no list. Default: none.'),
  warning: z.array(anyText).optional().describe('Values that mean warning. Default: `warning`, `warn`, `minor`.'),
  none: z
    .array(anyText)
    .optional()
    .describe('Values that colour nothing. Default: `info`, `informational`, `none`, `debug`.'),
})

const alerts = z.strictObject({
  label_selector: z
    .array(z.record(labelName, anyText))
    .prefault([])
    .describe('An alert is kept when it has all labels of one of these. Empty: every alert is kept.'),
  service_labels: z
    .array(labelName)
    .prefault([])
    .describe('Labels whose value names the service, or several with commas.'),
  service_annotations: z
    .array(labelName)
    .prefault([])
    .describe('Annotations whose value names the service, or several with commas.'),
  severities: severities.prefault({}).describe('Which values of which label mean which lamp.'),
  hold: duration('1s', '1d')
    .prefault('4m')
    .describe('How long a lamp is held, drawn hatched, when its evidence stops coming.'),
})

const query = z.strictObject({
  name: text.describe('What it is called on screen.'),
  query: text.describe('PromQL; its series are told apart by `service_label`.'),
  service_label: labelName.describe('The label of the result whose value names the service, or several with commas.'),
  unit: text.optional().describe('Written behind the value, such as `%` or `ms`.'),
  thresholds: z
    .strictObject({
      warning: threshold.optional().describe("Past this the node is warning, such as `'> 80'`."),
      critical: threshold.optional().describe("Past this the node is critical, such as `'> 95'`."),
    })
    .prefault({})
    .describe('Bounds that colour the node. Without them a value is shown and colours nothing.'),
  range: duration('1m', '30d').prefault('1h').describe('The window of the sparkline.'),
  step: duration('1s', '1d').optional().describe('The distance of its points. Default: about 60 points in the window.'),
})

const metrics = z.strictObject({
  service_labels: z
    .array(labelName)
    .prefault([])
    .describe('Labels whose value names a service that has series: such a service lives.'),
  presence: text
    .optional()
    .describe(
      'PromQL whose series prove that a service lives. Default: any raw series that carries one of `service_labels`.',
    ),
  queries: z.array(query).prefault([]).describe('What is asked of every Prometheus and shown at the nodes.'),
})

const limits = z.strictObject({
  body: byteSize.prefault('32MiB').describe('The largest request body.'),
  connections: integer(10, 1_000_000).prefault('12000').describe('The most open connections.'),
  streams_per_address: integer(1, 1_000_000)
    .prefault('2000')
    .describe('The most live streams of one address. Behind a proxy that is not trusted, everybody has one address.'),
})

const server = z.strictObject({
  listen: listenAddress.prefault('127.0.0.1:8000').describe('Address and port. `:8000` listens on every address.'),
  base_path: basePath.prefault('').describe('Where a reverse proxy mounts Statusgraph, such as `/statusgraph`.'),
  data_dir: filePath
    .prefault('./data')
    .describe(
      'The folder of the database; relative to this file, and when it is not given, to the folder of the process.',
    ),
  trusted_proxies: z
    .array(addressRange)
    .prefault([])
    .describe('Addresses and ranges whose `X-Forwarded-For` is believed.'),
  nudge_token: secret.optional().describe('When given, nudges must carry it as a bearer token or as a password.'),
  nudge_token_file: filePath.optional().describe('File that holds the token; read again at each use.'),
  enable_reload: boolean.prefault('false').describe('Whether `POST /-/reload` reads the configuration again.'),
  limits: limits.prefault({}).describe('Ceilings.'),
})

const link = z.strictObject({
  title: text.optional().describe('What the link says. Default: the host.'),
  url: linkTemplate.describe('`{{service}}` stands for the service of the node, and only after the host.'),
})

/** The configuration file, after one thing has been put into a list where a list may stand. */
export const configSchema = z.strictObject({
  upstream: upstream.prefault({}).describe('Who is asked.'),
  mapping: z
    .strictObject({
      alerts: alerts.prefault({}).describe('Which alerts are kept, and which service each is about.'),
      metrics: metrics.prefault({}).describe('Which series prove that a service lives, and which are shown.'),
      topology: topologySchema.prefault({}).describe('How what is discovered is understood, in every graph.'),
    })
    .prefault({})
    .describe('How alerts and series become services.'),
  links: z
    .array(link)
    .prefault([])
    .describe('Links shown in the panel of every node. A URL alone may stand for an entry.'),
  server: server.prefault({}).describe('The server itself.'),
  provisioning: z
    .array(filePath)
    .prefault([])
    .describe(
      'Folders of graph documents, relative to this file. They are shown read-only and read again when they change.',
    ),
  icons: z
    .array(filePath)
    .prefault([])
    .describe(
      'Folders of your own icons (SVG, PNG), relative to this file. They are looked at again every few seconds.',
    ),
  sources: sourcesSchema
    .prefault({})
    .describe('Discovery: who tells of nodes and edges. Each kind may stand alone or in a list.'),
})

export type ConfigKeys = z.output<typeof configSchema>
export type UpstreamKeys = ConfigKeys['upstream']['alertmanager'][number]
