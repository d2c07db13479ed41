import { setTimeout as delay } from 'node:timers/promises'
import { KubeConfig, makeInformer } from '@kubernetes/client-node'
import type {
  Informer,
  KubernetesListObject,
  KubernetesObject as ClientObject,
  ObjectCache,
} from '@kubernetes/client-node'
import { AppsV1Api, CoreV1Api, NetworkingV1Api } from '@kubernetes/client-node'
import { expect, onTestFinished, test } from 'vitest'
import { ingress, pod, service, workload } from '../../testing/kubernetes-objects.ts'
import { startKubernetesServer, type KubernetesServer } from '../../testing/kubernetes-server.ts'
import { runTopology, topologySettings } from '../../testing/run-topology.ts'
import { readIngress, readService, readWorkload } from './objects.ts'
import { sightCluster } from './sight-cluster.ts'

/** A list of changes and shocks that is the same each time. */
function* scenario(cluster: KubernetesServer, steps: number): Generator<string> {
  let state = 42
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    // The high bits: the low ones of such a generator go round in small circles.
    return Math.floor(state / 65_536) % below
  }
  for (let step = 0; step < steps; step += 1) {
    const name = `w${random(12)}`
    switch (random(9)) {
      case 0:
        cluster.remove('deployments', 'shop', name)
        break
      case 1:
        cluster.remove('pods', 'shop', `${name}-1-a`)
        break
      case 2:
        cluster.set('services', service(`s${random(6)}`, { selector: { app: name } }))
        break
      case 3:
        cluster.set('ingresses', ingress(`i${random(3)}`, 'shop.example.com', [`s${random(6)}`]))
        break
      case 4:
        cluster.set('replicasets', workload(`${name}-1`, { owner: ['Deployment', name] }))
        break
      case 5:
        cluster.set('pods', pod(`${name}-1-a`, { owner: ['ReplicaSet', `${name}-1`], ip: `10.0.0.${random(250)}` }))
        break
      default:
        cluster.set('deployments', workload(name, { replicas: random(5) }))
    }
    if (step % 10 === 3) cluster.cut()
    if (step % 10 === 5) cluster.compact()
    if (step % 10 === 7) cluster.endWatches()
    if (step % 10 === 9) cluster.bookmark()
    yield name
  }
}

/** The official client's own cache of a kind; it leaves it to its user to begin again after an error. */
function keepInformed<Kind extends ClientObject>(
  config: KubeConfig,
  path: string,
  list: () => Promise<KubernetesListObject<Kind>>,
): Informer<Kind> & ObjectCache<Kind> {
  const informer = makeInformer(config, path, list)
  let isOver = false
  const begin = () => {
    if (!isOver) informer.start().catch(() => setTimeout(begin, 100))
  }
  informer.on('error', () => setTimeout(begin, 100))
  begin()
  onTestFinished(() => {
    isOver = true
    return informer.stop()
  })
  return informer
}

const plain = (object: unknown): Readonly<Record<string, unknown>> => JSON.parse(JSON.stringify(object))

test('through cut watches, forgotten history and churn, the official client and ours see the same cluster', async () => {
  const cluster = await startKubernetesServer()
  onTestFinished(() => cluster.close())
  cluster.set('deployments', workload('always'))
  const running = runTopology({
    ...topologySettings('kubernetes', { intervalMs: 200 }),
    access: { kind: 'endpoint', url: cluster.url, client: { headers: [] } },
    namespaces: [],
    excludedNamespaces: [],
    readsEnvironment: false,
  })
  const config = new KubeConfig()
  // The client speaks plain HTTP only to whom it would believe any certificate.
  config.loadFromClusterAndUser({ name: 'stub', server: cluster.url, skipTLSVerify: true }, { name: 'nobody' })
  const apps = config.makeApiClient(AppsV1Api)
  const core = config.makeApiClient(CoreV1Api)
  const net = config.makeApiClient(NetworkingV1Api)
  const informers = {
    deployments: keepInformed(config, '/apis/apps/v1/deployments', () => apps.listDeploymentForAllNamespaces()),
    replicasets: keepInformed(config, '/apis/apps/v1/replicasets', () => apps.listReplicaSetForAllNamespaces()),
    pods: keepInformed(config, '/api/v1/pods', () => core.listPodForAllNamespaces()),
    services: keepInformed(config, '/api/v1/services', () => core.listServiceForAllNamespaces()),
    ingresses: keepInformed(config, '/apis/networking.k8s.io/v1/ingresses', () => net.listIngressForAllNamespaces()),
  }
  await running.next('seen')

  // A change every moment, so that shocks fall into lists, watches and the time between them.
  for (const _ of scenario(cluster, 60)) await delay(40)

  const sorted = ({ nodes, edges }: ReturnType<typeof sightCluster>) => ({
    nodes: nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((node) => ({ ...node, ids: node.ids?.toSorted() })),
    edges: edges.map(({ source, target }) => `${source} ${target}`).toSorted(),
  })
  const sightBy = (list: (resource: keyof typeof informers) => readonly unknown[]) =>
    sorted(
      sightCluster(
        {
          workloads: [
            ...list('deployments').map(plain).map(readWorkload('Deployment', false)),
            ...list('replicasets').map(plain).map(readWorkload('ReplicaSet', false)),
            ...list('pods').map(plain).map(readWorkload('Pod', false)),
          ],
          services: list('services').map(plain).map(readService),
          slices: [],
          ingresses: list('ingresses').map(plain).map(readIngress),
          routes: [],
        },
        undefined,
      ),
    )
  const truth = sightBy((resource) => cluster.objects(resource))
  expect(truth.nodes.length).toBeGreaterThan(8)
  const ours = () => {
    const last = running.all.findLast((handover) => handover.kind === 'seen')
    return last?.kind === 'seen' ? sorted(last.sighting) : undefined
  }
  await expect.poll(() => sightBy((resource) => informers[resource].list()), { timeout: 30_000 }).toEqual(truth)
  await expect.poll(ours, { timeout: 30_000 }).toEqual(truth)
  const lost = running.all.filter(
    (handover) => handover.kind !== 'seen' || !handover.sighting.nodes.some(({ id }) => id === 'shop/always'),
  )
  expect(lost).toEqual([])
}, 90_000)
