import { nodeKinds, type NodeKind } from '@statusgraph/model'

/** Every word that tells what a node is: types of connections, systems, owners in Kubernetes, peers without a name, ports. */
const words: Readonly<Record<NodeKind, string>> = {
  database:
    'sql postgres postgresql mysql mariadb mssql oracle oracledb db2 sqlite mongo mongodb cassandra couchdb couchbase ' +
    'cockroach cockroachdb clickhouse dynamodb neo4j influxdb elasticsearch opensearch hbase hive redshift spanner ' +
    'zookeeper etcd 5432 3306 1433 1521 27017 9042 9200 8086 26257 5984 7687 2181 2379',
  cache: 'redis valkey memcached memcache hazelcast 6379 11211',
  queue:
    'messaging_system messaging kafka rabbitmq amqp activemq nats pulsar sqs aws_sqs sns aws_sns kinesis pubsub ' +
    'gcp_pubsub servicebus eventhubs rocketmq mqtt jms 9092 5672 5671 4222 1883 6650 61616',
  storage: 's3 minio gcs ceph nfs persistentvolumeclaim persistentvolume',
  gateway: 'ingress ingressgateway httproute route',
  function: 'job cronjob lambda faas',
  service:
    'http https grpc deployment deploymentconfig replicaset replicationcontroller daemonset statefulset service pod rollout',
  box: 'node host remote-node kube-apiserver',
  external:
    'virtual_node external world unresolved outgoing incoming unmanaged passthroughcluster blackholecluster internet',
  actor: 'user users client browser',
  hexagon: '',
  diamond: '',
  group: '',
}

const kindByWord: ReadonlyMap<string, NodeKind> = new Map([
  ...nodeKinds.flatMap((kind) =>
    words[kind]
      .split(' ')
      .filter((word) => word !== '')
      .map((word): [string, NodeKind] => [word, kind]),
  ),
  ...nodeKinds.map((kind): [string, NodeKind] => [kind, kind]),
])

/** What a node is, by a word that a label holds; undefined when the word says nothing. */
export function kindOf(word: string): NodeKind | undefined {
  return kindByWord.get(word.trim().toLowerCase())
}

/** Whether a text is the name of a kind, as the |kind filter gives it. */
export function isNodeKind(text: string): text is NodeKind {
  return nodeKinds.some((kind) => kind === text)
}

/** From the vaguest to the most telling: who says that a node is a cache knows more than who says it is external. */
const vagueFirst: readonly NodeKind[] = [
  'actor',
  'external',
  'box',
  'hexagon',
  'diamond',
  'group',
  'service',
  'function',
  'gateway',
  'storage',
  'queue',
  'cache',
  'database',
]

/** Of two kinds that were said of one node, the more telling one. */
export function tellingKind(one: NodeKind | undefined, other: NodeKind | undefined): NodeKind | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return vagueFirst.indexOf(one) >= vagueFirst.indexOf(other) ? one : other
}
