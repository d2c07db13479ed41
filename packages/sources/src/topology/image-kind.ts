import type { NodeKind } from '@statusgraph/model'

/** Names of images, and of the technology in them. */
const technologies: readonly (readonly [NodeKind, string])[] = [
  ['database', 'postgres postgresql postgis timescaledb pgvector cockroach cockroachdb yugabyte mysql mariadb percona'],
  ['database', 'mssql oracle db2 mongo mongodb couchdb couchbase cassandra scylla scylladb clickhouse elasticsearch'],
  ['database', 'opensearch solr meilisearch typesense neo4j arangodb influxdb victoriametrics etcd tidb surrealdb'],
  ['database', 'ferretdb questdb dgraph rethinkdb qdrant weaviate milvus chroma duckdb vitess spilo'],
  ['cache', 'redis valkey keydb dragonfly memcached varnish hazelcast'],
  ['queue', 'kafka redpanda rabbitmq nats pulsar activemq artemis mosquitto emqx nsq rocketmq beanstalkd'],
  ['storage', 'minio seaweedfs ceph rook garage azurite localstack'],
  ['gateway', 'nginx openresty traefik haproxy envoy caddy kong apisix tyk krakend httpd ingress'],
]
const kindOfWord: ReadonlyMap<string, NodeKind> = new Map(
  technologies.flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind] as const)),
)
/** What may stand beside the technology in a name without changing what it is. */
const besides = new Set(
  'server db database cp alpine slim ha cluster sharded community enterprise standalone oss stack stable unprivileged proxy controller nio latest ce se ee js'.split(
    ' ',
  ),
)

/**
 * What a container is drawn as, from the image it was made of; undefined where the image does not tell. Only images
 * that are a technology and nothing else count: `shop/redis-exporter` is no cache.
 *
 * @example kindOfImage('docker.io/bitnami/postgresql:16') // 'database'
 */
export function kindOfImage(image: string): NodeKind | undefined {
  const [path = ''] = image.slice(0, 500).toLowerCase().split('@')
  const parts = path.split('/')
  const last = (parts.pop() ?? '').replace(/:.*$/, '')
  for (const name of [last, parts.pop() ?? '']) {
    const words = name.split(/[^a-z0-9]+/).filter((word) => !/^v?\d*$/.test(word))
    const kinds = words.flatMap((word) => kindOfWord.get(word) ?? kindOfWord.get(word.replace(/\d+$/, '')) ?? [])
    const isOnlyThat = words.every(
      (word) => besides.has(word) || kindOfWord.has(word) || kindOfWord.has(word.replace(/\d+$/, '')),
    )
    const [kind] = kinds
    if (kind !== undefined && isOnlyThat) return kind
    // Some are named by what lies around them, as in mssql/server.
    if (!words.every((word) => besides.has(word))) return undefined
  }
  return undefined
}
