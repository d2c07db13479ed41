import { guessIconOf } from '@statusgraph/model'
import type { NodeKind } from '@statusgraph/model'

/** What the technologies behind icons are drawn as, by the name of the icon without its set. */
const icons = {
  database: `postgresql mysql-icon mysql mariadb-icon mongodb sqlite oracle microsoftsqlserver apachecassandra scylladb
    cockroachlabs elasticsearch opensearch-icon apachesolr meilisearch neo4j arangodb-icon couchdb-icon couchbase
    clickhouse influxdb-icon timescale duckdb apachedruid tidb vitess surrealdb apachehbase trino prestodb milvus-icon
    qdrant-icon etcd aws-dynamodb aws-rds aws-aurora ibm-db2`,
  cache: 'redis memcached valkey-icon varnish',
  queue: 'kafka-icon rabbitmq-icon nats-icon pulsar apacherocketmq mqtt eclipsemosquitto zeromq aws-sqs aws-sns',
  gateway: 'nginx traefik-icon traefikproxy envoyproxy haproxy kong-icon kong caddy apache istio',
  storage: 'minio ceph aws-s3 glusterfs',
} as const
const kinds = ['database', 'cache', 'queue', 'gateway', 'storage'] as const
const kindOfIcon: ReadonlyMap<string, NodeKind> = new Map(
  kinds.flatMap((kind) => icons[kind].split(/\s+/).map((icon): [string, NodeKind] => [icon, kind])),
)
/** Words of images that serve a technology and are not it. */
const besideIt =
  /(?:^|[/_.-])(?:exporter|ui|admin|commander|express|client|init|migrat\w*|backup|operator|manager|setup|insight|webui|console|agent|test\w*|toolbox|tools?|curator|kafdrop|akhq)(?:$|[/_.:-])/i

/**
 * What a thing is drawn as, from the image or the technology it is made with; undefined when that does not tell.
 *
 * @example guessKind('docker.io/bitnami/redis:7.2') // 'cache'
 */
export function guessKind(technology: string | undefined): NodeKind | undefined {
  if (technology === undefined || besideIt.test(technology)) return undefined
  const icon = guessIconOf(technology)
  return icon === undefined ? undefined : kindOfIcon.get(icon.slice(icon.indexOf(':') + 1))
}

/** A longer text speaks of products rather than naming one. */
const longestProduct = 40

/**
 * What a thing is drawn as by what people call it.
 *
 * @example guessKindOfName('Redis') // 'cache'
 */
export function guessKindOfName(name: string): NodeKind | undefined {
  return name.length > longestProduct ? undefined : guessKind(name)
}
