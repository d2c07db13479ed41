import { expect, test } from 'vitest'
import { cronJob, endpointSlice, ingress, job, pod, service, workload } from '../../testing/kubernetes-objects.ts'
import type { KubernetesObject } from '../../testing/kubernetes-server.ts'
import { readEndpointSlice, readHttpRoute, readIngress, readService, readWorkload } from './objects.ts'
import { sightCluster } from './sight-cluster.ts'

interface Cluster {
  readonly [kind: string]: readonly KubernetesObject[] | undefined
}

function sight(objects: Cluster, cluster?: string) {
  const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'CronJob', 'Job', 'Pod']
  return sightCluster(
    {
      workloads: kinds.flatMap((kind) => (objects[kind] ?? []).map(readWorkload(kind, true))),
      services: (objects['Service'] ?? []).map(readService),
      slices: (objects['EndpointSlice'] ?? []).map(readEndpointSlice),
      ingresses: (objects['Ingress'] ?? []).map(readIngress),
      routes: (objects['HTTPRoute'] ?? []).map(readHttpRoute),
    },
    cluster,
  )
}

const edgesOf = (objects: Cluster) =>
  sight(objects).edges.map(({ source, target, provenance }) => `${source} ${target} ${provenance}`)

test('an ingress leads to its service, and the service to the workload behind it', () => {
  const shop: Cluster = {
    Deployment: [workload('web-v2', { labels: { app: 'web' } })],
    Service: [service('web', { selector: { app: 'web' } })],
    Ingress: [ingress('web', 'shop.example.com', ['web'])],
  }
  expect(edgesOf(shop)).toEqual(['shop/web-ingress shop/web structure', 'shop/web shop/web-v2 structure'])
  expect(sight(shop).edges[0]).toMatchObject({ label: 'shop.example.com', protocol: 'http' })
  expect(sight(shop).nodes.map(({ id, kind, ids }) => [id, kind, ids])).toEqual([
    ['shop/web-v2', 'service', ['workload:shop/web-v2']],
    ['shop/web', 'service', ['svc:shop/web', 'ip:10.96.0.1']],
    ['shop/web-ingress', 'gateway', ['ingress:shop/web']],
  ])
})

test('a service and a workload of one name are one node, known by both', () => {
  const { nodes, edges } = sight({
    StatefulSet: [workload('db', { image: 'postgres:16' })],
    Service: [service('db', { selector: { app: 'db' } })],
  })
  expect(edges).toEqual([])
  expect(nodes).toMatchObject([
    { id: 'shop/db', kind: 'database', ids: ['workload:shop/db', 'svc:shop/db', 'ip:10.96.0.1'] },
  ])
})

test('pods, replica sets and jobs are folded into what owns them', () => {
  const { nodes } = sight({
    Deployment: [workload('cart')],
    ReplicaSet: [workload('cart-5d4', { owner: ['Deployment', 'cart'] }), workload('old-1', { replicas: 0 })],
    Pod: [
      pod('cart-5d4-a', { owner: ['ReplicaSet', 'cart-5d4'], ip: '10.0.0.7' }),
      pod('cart-5d4-b', { owner: ['ReplicaSet', 'cart-5d4'], ip: '10.0.0.8' }),
      pod('backup-28-x', { owner: ['Job', 'backup-28'] }),
      pod('debug', { ip: '10.0.0.9' }),
      pod('done', { phase: 'Succeeded' }),
      pod('node-local', { owner: ['Node', 'node-1'], hostNetwork: true, ip: '192.168.0.1' }),
    ],
    CronJob: [cronJob('backup')],
    Job: [job('backup-28', { owner: ['CronJob', 'backup'] }), job('migrate', { done: true }), job('import')],
  })
  expect(nodes.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    'shop/cart service',
    'shop/backup function',
    'shop/import function',
    'shop/debug service',
    'shop/node-local service',
  ])
  expect(nodes[0]?.ids).toEqual([
    'workload:shop/cart',
    'pod:shop/cart-5d4-a',
    'pod:shop/cart-5d4-b',
    'ip:10.0.0.7',
    'ip:10.0.0.8',
  ])
  expect(nodes.find(({ id }) => id === 'shop/node-local')?.ids).not.toContain('ip:192.168.0.1')
})

test('where replica sets may not be seen, the hash in the labels of a pod tells its deployment', () => {
  const { nodes } = sight({
    Pod: [pod('cart-5d4-a', { owner: ['ReplicaSet', 'cart-5d4'], labels: { 'pod-template-hash': '5d4' } })],
  })
  expect(nodes.map(({ id, labels }) => [id, labels?.['kind']])).toEqual([['shop/cart', 'Deployment']])
})

test('pods of a kind that is not watched, such as a Rollout, make a node of it', () => {
  const { nodes } = sight({
    ReplicaSet: [workload('cart-9', { owner: ['Rollout', 'cart'] })],
    Pod: [pod('cart-9-a', { owner: ['ReplicaSet', 'cart-9'], image: 'redis:7' })],
  })
  expect(nodes).toMatchObject([{ id: 'shop/cart', kind: 'cache', labels: { kind: 'Rollout' } }])
})

test('owners that go in a circle come to an end', () => {
  const { nodes } = sight({
    ReplicaSet: [workload('a', { owner: ['ReplicaSet', 'b'] }), workload('b', { owner: ['ReplicaSet', 'a'] })],
    Pod: [pod('p', { owner: ['ReplicaSet', 'a'] })],
  })
  expect(nodes).toHaveLength(1)
})

test('a service without a selector is led by its endpoint slices to what owns the pods', () => {
  const objects = {
    Deployment: [workload('cart')],
    ReplicaSet: [workload('cart-1', { owner: ['Deployment', 'cart'] })],
    Pod: [pod('cart-1-a', { owner: ['ReplicaSet', 'cart-1'] })],
    Service: [service('basket')],
    EndpointSlice: [endpointSlice('basket-x', 'basket', ['cart-1-a', 'gone'])],
  }
  expect(edgesOf(objects)).toEqual(['shop/basket shop/cart structure'])
})

test('a service whose deployment is scaled to nothing still leads to it', () => {
  const objects = {
    Deployment: [workload('cart', { replicas: 0 })],
    Service: [service('c', { selector: { app: 'cart' } })],
  }
  expect(edgesOf(objects)).toEqual(['shop/c shop/cart structure'])
  expect(sight(objects).nodes[0]?.labels).toEqual({ kind: 'Deployment', replicas: '0' })
})

test('a headless service is another name of the one workload behind it', () => {
  const { nodes, edges } = sight({
    StatefulSet: [workload('db')],
    Service: [service('db-hl', { selector: { app: 'db' }, clusterIP: 'None' })],
  })
  expect(edges).toEqual([])
  expect(nodes.map(({ id, ids }) => [id, ids])).toEqual([['shop/db', ['workload:shop/db', 'svc:shop/db-hl']]])
})

test('a service that stands for a name outside is an external node', () => {
  const { nodes } = sight({
    Service: [service('pay', { type: 'ExternalName', externalName: 'API.stripe.com', clusterIP: '' })],
  })
  expect(nodes).toMatchObject([{ id: 'shop/pay', kind: 'external', ids: ['svc:shop/pay', 'dns:api.stripe.com'] }])
})

test('annotations connect workloads, as JSON or with commas; what is not there is not made up', () => {
  const connects = (text: string) => ({ annotations: { 'app.openshift.io/connects-to': text } })
  const objects = {
    Deployment: [
      workload(
        'web',
        connects('[{"apiVersion":"apps/v1","kind":"Deployment","name":"cart"},"mail",7,{"name":"gone"}]'),
      ),
      workload('cart', connects('db, gone')),
      workload('mail', connects('[half')),
      workload('db'),
    ],
  }
  expect(edgesOf(objects)).toEqual([
    'shop/web shop/cart declared',
    'shop/web shop/mail declared',
    'shop/cart shop/db declared',
  ])
})

test('services that the environment names are declared edges, and nothing else of it is kept', () => {
  const objects = {
    Deployment: [
      workload('web', {
        env: {
          CART_URL: 'http://user:hunter2@cart:8080/path?x=pay',
          DB_HOST: 'db',
          BROKERS: 'kafka-0.kafka.queue.svc.cluster.local:9092, mail.infra:25',
          MODE: 'cart',
          PAY_ADDR: 'pay.example.com:443',
          JDBC: 'jdbc:postgresql://ledger:5432/books',
        },
      }),
    ],
    Service: [
      service('cart'),
      service('db'),
      service('pay'),
      service('ledger'),
      service('mail', { namespace: 'infra' }),
    ],
  }
  expect(edgesOf(objects)).toEqual([
    'shop/web shop/cart declared',
    'shop/web shop/db declared',
    'shop/web infra/mail declared',
    'shop/web shop/ledger declared',
  ])
  expect(JSON.stringify(objects.Deployment.map(readWorkload('Deployment', true)))).not.toContain('hunter2')
  expect(objects.Deployment.map(readWorkload('Deployment', false))[0]?.hosts).toEqual([])
})

test('the name that OpenTelemetry would choose is a label, and a typed name where it is the name of one alone', () => {
  const told = (name: string) => ({ 'app.kubernetes.io/instance': name, 'app.kubernetes.io/part-of': 'store' })
  const { nodes } = sight({
    Deployment: [
      workload('cart-v2', { labels: told('cart') }),
      workload('a', { labels: told('release') }),
      workload('b', { labels: told('release') }),
      workload('c', { annotations: { 'resource.opentelemetry.io/service.name': 'checkout' }, labels: told('release') }),
    ],
  })
  expect(nodes.map(({ ids, labels }) => [ids, labels?.['service.name']])).toEqual([
    [['workload:shop/cart-v2', 'svc:shop/cart'], 'cart'],
    [['workload:shop/a'], 'release'],
    [['workload:shop/b'], 'release'],
    [['workload:shop/c', 'svc:shop/checkout'], 'checkout'],
  ])
  expect(nodes[0]?.labels?.['app.kubernetes.io/part-of']).toBe('store')
})

test('a route of the Gateway API is an edge from its gateway to its services', () => {
  const route: KubernetesObject = {
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      parentRefs: [
        { name: 'public', namespace: 'infra' },
        { kind: 'Service', name: 'front' },
      ],
      hostnames: ['shop.example.com'],
      rules: [{ backendRefs: [{ name: 'web' }, { kind: 'Bucket', name: 'x' }] }, { backendRefs: null }],
    },
  }
  const { nodes, edges } = sight({ HTTPRoute: [route], Service: [service('web'), service('front')] })
  expect(nodes.map(({ id }) => id)).toEqual(['shop/web', 'shop/front', 'infra/public-gateway'])
  expect(edges.map(({ source, target, label }) => [source, target, label])).toEqual([
    ['infra/public-gateway', 'shop/web', 'shop.example.com'],
    ['shop/front', 'shop/web', 'shop.example.com'],
  ])
})

test('the cluster stands in every id when it is given', () => {
  const { nodes } = sight({ Deployment: [workload('cart')], Service: [service('cart')] }, 'eu')
  expect(nodes).toMatchObject([
    { id: 'eu/shop/cart', cluster: 'eu', ids: ['workload:shop/cart', 'svc:shop/cart', 'ip:10.96.0.1'] },
  ])
})

test('names that mean something to JavaScript are names like others', () => {
  const proto = { ...workload('x'), metadata: { name: '__proto__', namespace: 'constructor' } }
  const { nodes } = sight({ Deployment: [proto], Service: [service('toString', { namespace: '__proto__' })] })
  expect(nodes.map(({ id }) => id)).toEqual(['constructor/__proto__', '__proto__/toString'])
})

test('two thousand workloads with ten thousand pods are folded, each into its own', () => {
  const numbers = Array.from({ length: 2_000 }, (_, index) => index)
  const objects = {
    Deployment: numbers.map((n) => workload(`w${n}`)),
    ReplicaSet: numbers.map((n) => workload(`w${n}-1`, { owner: ['Deployment', `w${n}`] })),
    Pod: numbers.flatMap((n) => [1, 2, 3, 4, 5].map((p) => pod(`w${n}-1-${p}`, { owner: ['ReplicaSet', `w${n}-1`] }))),
    Service: numbers.map((n) => service(`s${n}`, { selector: { app: `w${n}` } })),
  }
  const { nodes, edges } = sight(objects)
  expect([nodes.length, edges.length]).toEqual([4_000, 2_000])
})
