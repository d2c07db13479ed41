import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startFaultServer, type Answering } from '../testing/fault-server.ts'
import { faultCodes, faults } from '../testing/faults.ts'
import { runTopology, topologySettings } from '../testing/run-topology.ts'
import { service, workload } from '../testing/kubernetes-objects.ts'
import { UpstreamError } from '../client/failure.ts'
import { readPage } from './backstage/read-entities.ts'
import { sightEntities } from './backstage/sight-entities.ts'
import { readContainers } from './docker/containers.ts'
import { sightContainers } from './docker/sight-containers.ts'
import { readGraph } from './kiali/read-graph.ts'
import { sightGraph } from './kiali/sight-graph.ts'
import { readEndpointSlice, readHttpRoute, readIngress, readService, readWorkload } from './kubernetes/objects.ts'
import { readWatchEvent } from './kubernetes/watch-event.ts'
import { sightCluster } from './kubernetes/sight-cluster.ts'
import type { TopologySourceConfig } from './start-topology-source.ts'

const client = { headers: [] }
const container = { Id: 'a', Names: ['/a'], State: 'running', Labels: {} }
const entity = { kind: 'Component', metadata: { name: 'a' } }
const node = { data: { id: 'a', nodeType: 'app', namespace: 'n', app: 'a' } }

interface Case {
  readonly name: string
  readonly answering: Answering
  readonly configOf: (url: string, settings: { intervalMs: number; timeoutMs: number }) => TopologySourceConfig
}

const cases: readonly Case[] = [
  {
    name: 'Docker',
    answering: ({ path }) => (path === '/containers/json' ? { body: [container] } : { body: '' }),
    configOf: (url, settings) => ({ ...topologySettings('docker', settings), host: { url }, client }),
  },
  {
    name: 'Kubernetes',
    answering({ path, parameters }) {
      // Its watches end at once, so that it lists every time.
      if (parameters.has('watch')) return { body: '' }
      const items = path.endsWith('/deployments') ? [workload('a')] : path.endsWith('/services') ? [service('a')] : []
      return { body: { metadata: { resourceVersion: '1' }, items } }
    },
    configOf: (url, settings) => ({
      ...topologySettings('kubernetes', settings),
      access: { kind: 'endpoint', url, client },
      namespaces: [],
      excludedNamespaces: [],
      readsEnvironment: false,
    }),
  },
  {
    name: 'Kiali',
    answering: () => ({ body: { elements: { nodes: [node], edges: [] } } }),
    configOf: (url, settings) => ({
      ...topologySettings('kiali', settings),
      url,
      client,
      namespaces: ['n'],
      graph: 'app',
      windowMs: 60_000,
      countsClientErrors: false,
    }),
  },
  {
    name: 'Backstage',
    answering: () => ({ body: { items: [entity], pageInfo: {} } }),
    configOf: (url, settings) => ({ ...topologySettings('backstage', settings), url, client, filters: [] }),
  },
]

describe.each(cases)('$name', ({ answering, configOf }) => {
  test.concurrent.for(faults)(
    'a fault (%s) is a failed hand-over with its cause, takes nothing back, and ends by itself',
    async (fault, { expect, onTestFinished }) => {
      const server = await startFaultServer(answering)
      onTestFinished(() => server.close())
      const isSlow = faultCodes[fault] === 'timeout'
      const config = configOf(server.url, { intervalMs: 50, timeoutMs: isSlow ? 2_000 : 15_000 })
      const running = runTopology(config, undefined, onTestFinished)
      await running.next('seen')

      server.fail(fault)
      const { failure } = await running.next('failed')
      expect(failure.code).toBe(faultCodes[fault])
      expect(failure.message).toMatch(/^\P{Cc}{10,400}$/u)
      expect(failure.message).not.toContain('canary')

      server.fail(undefined)
      await running.next('seen')
      const poorer = running.all.filter((handover) => handover.kind === 'seen' && handover.sighting.nodes.length === 0)
      expect(poorer).toEqual([])
    },
  )
})

/** JSON whose keys are those that the readers look for, and whose values are anything. */
const keys =
  'Id Names Labels State NetworkSettings Networks items metadata name namespace kind relations type targetRef elements nodes edges data id nodeType source target traffic rates spec status labels annotations ownerReferences selector template containers env image rules backendRefs http paths backend service endpoints pageInfo nextCursor object code __proto__ constructor'.split(
    ' ',
  )
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(
      null,
      '',
      'a',
      'shop',
      '__proto__',
      0,
      -1,
      1e308,
      true,
      'ADDED',
      'BOOKMARK',
      'app',
      'component:default/a',
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 8 }),
    fc.record({
      metadata: fc.record({ name: fc.string(), namespace: fc.string() }),
      spec: tie('value'),
      status: tie('value'),
    }),
  ),
}))

test('whatever these upstreams send, it is read or refused as wrong, and nothing else happens', () => {
  const record = (value: unknown) => (typeof value === 'object' && value !== null ? { ...value } : {})
  const none = { workloads: [], services: [], slices: [], ingresses: [], routes: [] }
  const readers: readonly ((value: unknown) => unknown)[] = [
    (value) => sightContainers(readContainers(value)),
    (value) => sightEntities(readPage(value).entities),
    (value) => sightEntities(readPage({ items: [value] }).entities),
    (value) => sightGraph(readGraph(value), { countsClientErrors: true }),
    (value) =>
      sightGraph(readGraph({ elements: { nodes: [{ data: value }], edges: [{ data: value }] } }), {
        countsClientErrors: false,
      }),
    (value) => readWatchEvent(JSON.stringify(value)),
    (value) => sightCluster({ ...none, workloads: [readWorkload('Pod', true)(record(value))] }, undefined),
    (value) => sightCluster({ ...none, workloads: [readWorkload('CronJob', true)(record(value))] }, 'eu'),
    (value) =>
      sightCluster(
        { ...none, services: [readService(record(value))], slices: [readEndpointSlice(record(value))] },
        undefined,
      ),
    (value) =>
      sightCluster(
        { ...none, ingresses: [readIngress(record(value))], routes: [readHttpRoute(record(value))] },
        undefined,
      ),
  ]
  fc.assert(
    fc.property(anything, (value) => {
      // As it would come, where `__proto__` is a key like any other.
      const sent: unknown = JSON.parse(JSON.stringify(value))
      for (const read of readers) {
        try {
          read(sent)
        } catch (error) {
          expect(error).toBeInstanceOf(UpstreamError)
        }
      }
    }),
    { numRuns: 2_000 },
  )
  expect(Object.keys(Object.prototype)).toEqual([])
})
