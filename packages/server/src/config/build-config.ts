import { resolve } from 'node:path'
import { defaultSeverities } from '@statusgraph/model'
import type { Mapping, MetricQuery, Severities } from '@statusgraph/model'
import type { UpstreamConfig } from '@statusgraph/sources'
import { buildClient } from './build-client.ts'
import type { Config, ServerConfig } from './config.ts'
import type { ConfigKeys, UpstreamKeys } from './schema.ts'
import { secretOf } from './secret-file.ts'
import { buildSources } from './sources/build-sources.ts'
import { buildTopologyMapping } from './topology-schema.ts'

/** Makes the configuration in force out of keys that were found good. */
export function buildConfig(keys: ConfigKeys, cwd: string): Config {
  const upstreams = [
    ...keys.upstream.alertmanager.map((upstream) => buildUpstream('alertmanager', upstream)),
    ...keys.upstream.prometheus.map((upstream) => buildUpstream('prometheus', upstream)),
    ...keys.upstream.versions.map((upstream) => buildUpstream('versions', upstream)),
  ]
  return {
    upstreams,
    mapping: buildMapping(keys.mapping),
    sources: buildSources(keys.sources, upstreams),
    links: keys.links.map(({ title, url }) => ({ title: title ?? titleOf(url), url })),
    server: buildServer(keys.server),
    provisioning: keys.provisioning,
    icons: keys.icons,
    dataDir: resolve(cwd, keys.server.data_dir),
  }
}

function titleOf(url: string): string {
  const parsed = URL.parse(url)
  return (parsed?.host ?? '') || url
}

function buildUpstream(kind: UpstreamConfig['kind'], keys: UpstreamKeys): UpstreamConfig {
  const members = keys.urls ?? (keys.url === undefined ? [] : [keys.url])
  return {
    name: keys.name ?? kind,
    kind,
    urls: members.map(({ url }) => url),
    client: buildClient(keys, members[0]),
    intervalMs: keys.interval,
    timeoutMs: keys.timeout,
  }
}

function buildMapping({ alerts, metrics, topology }: ConfigKeys['mapping']): Mapping {
  return {
    alerts: {
      labelSelector: alerts.label_selector,
      serviceLabels: alerts.service_labels,
      serviceAnnotations: alerts.service_annotations,
      severities: buildSeverities(alerts.severities),
      holdMs: alerts.hold,
    },
    metrics: {
      serviceLabels: metrics.service_labels,
      ...(metrics.presence === undefined ? {} : { presence: metrics.presence }),
      queries: metrics.queries.map(buildQuery),
    },
    topology: buildTopologyMapping(topology),
  }
}

/** A list that is given replaces the default one; a value that is given moves out of the default lists. */
function buildSeverities(keys: ConfigKeys['mapping']['alerts']['severities']): Severities {
  const given = new Set(
    [keys.critical, keys.warning, keys.none].flatMap((list) => list ?? []).map((value) => value.toLowerCase()),
  )
  const choose = (own: readonly string[] | undefined, usual: readonly string[]) =>
    own ?? usual.filter((value) => !given.has(value))
  return {
    label: keys.label ?? defaultSeverities.label,
    critical: choose(keys.critical, defaultSeverities.critical),
    warning: choose(keys.warning, defaultSeverities.warning),
    none: choose(keys.none, defaultSeverities.none),
  }
}

function buildQuery(keys: ConfigKeys['mapping']['metrics']['queries'][number]): MetricQuery {
  const { warning, critical } = keys.thresholds
  const thresholds = { ...(warning === undefined ? {} : { warning }), ...(critical === undefined ? {} : { critical }) }
  return {
    name: keys.name,
    query: keys.query,
    serviceLabel: keys.service_label,
    ...(keys.unit === undefined ? {} : { unit: keys.unit }),
    ...(warning === undefined && critical === undefined ? {} : { thresholds }),
    rangeMs: keys.range,
    ...(keys.step === undefined ? {} : { stepMs: keys.step }),
  }
}

function buildServer(keys: ConfigKeys['server']): ServerConfig {
  const nudgeToken = secretOf(keys.nudge_token, keys.nudge_token_file)
  return {
    listen: keys.listen,
    basePath: keys.base_path,
    trustedProxies: keys.trusted_proxies,
    ...(nudgeToken === undefined ? {} : { nudgeToken }),
    reloadRoute: keys.enable_reload,
    limits: {
      bodyBytes: keys.limits.body,
      connections: keys.limits.connections,
      streamsPerAddress: keys.limits.streams_per_address,
    },
  }
}
