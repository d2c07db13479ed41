import type { NodeKind } from '../graph/document.ts'

/** Words that say what something is, wherever they stand in its name. */
const tellingWords: readonly (readonly [NodeKind, string])[] = [
  ['cache', 'cache redis memcache memcached valkey varnish hazelcast dragonfly keydb'],
  [
    'queue',
    'queue kafka rabbitmq rabbit nats jetstream pulsar activemq mq sqs sns pubsub kinesis broker mqtt redpanda',
  ],
  ['queue', 'amqp eventbus zeromq nsq'],
  [
    'database',
    'db database sql postgres postgresql pg mysql mariadb mongo mongodb cassandra scylla cockroach cockroachdb',
  ],
  ['database', 'tidb clickhouse elasticsearch opensearch elastic solr dynamo dynamodb influxdb influx timescale neo4j'],
  ['database', 'etcd sqlite oracle mssql couchdb couchbase hbase bigtable spanner snowflake redshift bigquery vitess'],
  ['storage', 'storage s3 minio ceph bucket blob blobs nfs gcs hdfs gluster volume filestore'],
  ['function', 'lambda function functions fn faas cron cronjob openfaas'],
  [
    'gateway',
    'gateway gw ingress edge proxy nginx envoy haproxy traefik caddy kong lb loadbalancer balancer router cdn waf',
  ],
  ['gateway', 'apigw istio'],
  ['external', 'external thirdparty vendor stripe paypal adyen twilio sendgrid github'],
  ['actor', 'user users visitor visitors browser'],
]

const kindOfWord: ReadonlyMap<string, NodeKind> = new Map(
  tellingWords.flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind] as const)),
)

/**
 * What a service probably is, by its name alone: `cart-db.svc` a database, `orders-kafka-1` a queue. A service when
 * nothing in the name tells.
 */
export function guessKind(name: string): NodeKind {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
  // The last word that tells is the thing itself: a redis-proxy is a proxy.
  for (const word of words.toReversed()) {
    const kind = kindOfWord.get(word) ?? kindOfWord.get(word.replace(/\d+$/, ''))
    if (kind !== undefined) return kind
  }
  return 'service'
}
