import { describe, expect, test } from 'vitest'
import type { ReadResult } from '../draft.ts'
import { joinFiles } from '../join-files.ts'
import { readDiagram } from '../read-diagram.ts'
import { importer } from './index.ts'

const read = (text: string, choice?: string): ReadResult => {
  const result = importer.read({ text }, { choice })
  if (result instanceof Promise) throw new Error('manifests are read at once')
  return result
}
const edgesOf = (text: string, choice?: string): readonly string[] => {
  const result = read(text, choice)
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result.draft.edges.map(({ source, target, kind }) => `${source} ${kind} ${target}`)
}

const deployment = (name: string, container = '{}', namespace?: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`} }
spec:
  template:
    metadata: { labels: { app: ${name}, tier: back } }
    spec: { containers: [${container}] }
`
const service = (name: string, selector = `{ app: ${name} }`, namespace?: string): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`} }
spec: { selector: ${selector}, type: ClusterIP, ports: [{ port: 80 }] }
`
const files = (...parts: readonly string[]): string => parts.join('\n---\n')

describe('a manifest', () => {
  test('becomes workloads and services in their namespaces', () => {
    const text = files(
      deployment('db', '{ image: "postgres:16@sha256:00ff" }', 'shop'),
      service('db', undefined, 'shop'),
    )
    expect(read(text)).toMatchObject({
      draft: {
        nodes: [
          { name: 'shop', kind: 'group' },
          {
            key: 'Deployment/shop/db',
            kind: 'database',
            technology: 'postgres:16',
            parent: 'namespace shop',
            namespace: 'shop',
          },
          { key: 'Service/shop/db', kind: 'service', labels: { kind: 'Service', type: 'ClusterIP', ports: '80' } },
        ],
        edges: [{ source: 'Service/shop/db', target: 'Deployment/shop/db', kind: 'selects' }],
      },
    })
  })

  test('a service selects the pods that have all its labels, in its own namespace', () => {
    const text = files(
      deployment('a'),
      deployment('b'),
      deployment('c', '{}', 'other'),
      service('all', '{ tier: back }'),
      service('one', '{ tier: back, app: b }'),
      service('none', '{}'),
    )
    expect(edgesOf(text)).toEqual([
      'Service/all selects Deployment/a',
      'Service/all selects Deployment/b',
      'Service/one selects Deployment/b',
    ])
  })

  test.each([
    ['an address', '{ env: [{ name: URL, value: "http://user:word@api.shop.svc.cluster.local:80/x" }] }', true],
    ['a host and a port', '{ env: [{ name: API, value: "api:80" }] }', true],
    ['a list of hosts', '{ env: [{ name: PEERS, value: "x:1,api:2" }] }', true],
    ['an argument', '{ args: ["--target=api:80"] }', true],
    ['a command', '{ command: [sh, -c, "until nc -z api 80; do sleep 1; done"] }', true],
    ['a value of a config map', '{ envFrom: [{ configMapRef: { name: settings } }] }', true],
    [
      'one key of a config map',
      '{ env: [{ name: A, valueFrom: { configMapKeyRef: { name: settings, key: ADDRESS } } }] }',
      true,
    ],
    ['one pod of a stateful set', '{ env: [{ name: PEER, value: "api-0.api.shop.svc:80" }] }', true],
    ['one pod in the same namespace', '{ env: [{ name: PEER, value: "api-0.api:80" }] }', true],
    ['a secret', '{ env: [{ name: A, valueFrom: { secretKeyRef: { name: settings, key: ADDRESS } } }] }', false],
    ['the name of a database', '{ env: [{ name: DB_NAME, value: api }] }', false],
    ['a part of a path', '{ env: [{ name: URL, value: "http://elsewhere/api" }] }', false],
    ['a longer name', '{ env: [{ name: URL, value: "http://api-v2:80" }] }', false],
    ['the same name in another namespace', '{ env: [{ name: URL, value: "http://api.elsewhere:80" }] }', false],
  ])('%s in the settings of a workload: does it name a service?', (_what, container, isNamed) => {
    const settings =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\ndata: { ADDRESS: "api:80" }\n'
    const secret = settings.replace('ConfigMap', 'Secret').replace('data:', 'stringData:')
    const text = files(deployment('web', container, 'shop'), service('api', '{ app: none }', 'shop'), settings, secret)
    expect(edgesOf(text)).toEqual(isNamed ? ['Deployment/shop/web env Service/shop/api'] : [])
  })

  test('a service whose name ends as that of a pod does is found by it', () => {
    const text = files(
      deployment('web', '{ args: ["redis-1.shop:80"] }', 'shop'),
      service('redis-1', '{ a: b }', 'shop'),
    )
    expect(edgesOf(text)).toEqual(['Deployment/shop/web env Service/shop/redis-1'])
  })

  test('a workload that tells others its own name does not call itself', () => {
    expect(edgesOf(files(deployment('api', '{ args: ["api:80"] }'), service('api')))).toEqual([
      'Service/api selects Deployment/api',
    ])
  })

  test.each([
    ['Ingress', '{ rules: [{ http: { paths: [{ backend: { service: { name: api } } }] } }] }'],
    ['Ingress', '{ backend: { serviceName: api } }'],
    ['HTTPRoute', '{ rules: [{ backendRefs: [{ name: api }, { name: api }] }] }'],
    ['VirtualService', '{ http: [{ route: [{ destination: { host: api } }] }] }'],
    ['IngressRoute', '{ routes: [{ services: [{ name: api }] }] }'],
    ['Route', '{ to: { kind: Service, name: api } }'],
    ['HTTPProxy', '{ routes: [{ services: [{ name: api }] }] }'],
    ['VirtualServer', '{ upstreams: [{ service: api }] }'],
  ])('an object of the kind %s routes to the service that it names', (kind, spec) => {
    const route = `apiVersion: x/v1\nkind: ${kind}\nmetadata: { name: front }\nspec: ${spec}\n`
    expect(edgesOf(files(route, service('api')))).toEqual([`${kind}/front routes Service/api`])
  })

  test('a list holds objects, as documents do', () => {
    const list = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { selector: { x: 'y' } } },
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b', labels: { x: 'y' } } },
      ],
    })
    expect(edgesOf(list)).toEqual(['Service/a selects Pod/b'])
  })

  test('a service and its workload are one node when that is chosen, known by both names', () => {
    const text = files(
      deployment('web-v1', '{ args: ["api:80"] }'),
      deployment('api-v1'),
      service('api', '{ app: api-v1 }'),
      service('all', '{ tier: back }'),
    )
    expect(read(text, 'folded')).toMatchObject({
      draft: { nodes: [{ name: 'web-v1' }, { name: 'api-v1', services: ['api', 'api-v1'] }, { name: 'all' }] },
    })
    expect(edgesOf(text, 'folded')).toEqual([
      'Service/all selects Deployment/web-v1',
      'Service/all selects Deployment/api-v1',
      'Deployment/web-v1 env Deployment/api-v1',
    ])
  })

  test('what neither runs nor routes is told by kind, and secrets never come in', async () => {
    const text = files(
      deployment('web', '{ env: [{ name: PASSWORD, value: hunter2 }] }'),
      'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData: { password: hunter2 }\n',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: a }\n',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: b }\n',
    )
    const result = await readDiagram({ text })
    expect(result.diagnostics).toMatchObject([
      { kind: 'note', count: 1 },
      { kind: 'note', count: 2 },
    ])
    expect(JSON.stringify(result)).not.toContain('hunter2')
  })

  test('of the files of a folder, a broken one is told with its name and line, and the others are read', async () => {
    const result = await readDiagram(
      joinFiles([
        { name: 'a.yaml', text: service('a') },
        { name: 'chart.yaml', text: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}-{{ x\n' },
        { name: 'b.yaml', text: service('b') },
      ]),
    )
    expect(result).toMatchObject({ ok: true, graph: { nodes: [{ name: 'a' }, { name: 'b' }] } })
    expect(result.diagnostics).toMatchObject([{ kind: 'lost', file: 'chart.yaml', line: 4 }])
    expect(result.diagnostics[0]?.message).toContain('helm template')
  })

  test('a text without objects is refused with what is expected', () => {
    const result = read('a: 1\n')
    expect(result).toMatchObject({ ok: false, diagnostics: [{ kind: 'lost' }, { kind: 'error' }] })
  })
})

describe('what a route names and the files do not have', () => {
  const route = (kind: string, spec: string, namespace?: string): string =>
    `apiVersion: x/v1\nkind: ${kind}\nmetadata: { name: web${namespace === undefined ? '' : `, namespace: ${namespace}`} }\nspec: ${spec}\n`

  test('is a service outside, with the key that it has in its own file', () => {
    expect(read(route('Ingress', '{ defaultBackend: { service: { name: gone } } }', 'shop'))).toMatchObject({
      draft: {
        nodes: [
          { name: 'shop' },
          { name: 'web' },
          { key: 'Service/shop/gone', kind: 'external', parent: 'namespace shop' },
        ],
        edges: [{ source: 'Ingress/shop/web', target: 'Service/shop/gone' }],
      },
      diagnostics: [{ kind: 'guessed', line: 1 }],
    })
  })

  test('is a service of another namespace, which gets no group of its own', () => {
    const read1 = read(route('HTTPRoute', '{ rules: [{ backendRefs: [{ name: gone, namespace: far }] }] }', 'shop'))
    expect(read1).toMatchObject({ draft: { nodes: [{}, {}, { key: 'Service/far/gone', parent: undefined }] } })
  })

  test('is a host by its whole name when it is no service', () => {
    const hosts = ['api.example.com', 'pay.shop', 'gone.far.svc.cluster.local', 'gone']
    const text = route(
      'VirtualService',
      `{ http: [{ route: [${hosts.map((host) => `{ destination: { host: ${host} } }`).join()}] }] }`,
      'shop',
    )
    expect(edgesOf(text)).toEqual([
      'VirtualService/shop/web routes host api.example.com',
      'VirtualService/shop/web routes Service/shop/pay',
      'VirtualService/shop/web routes Service/far/gone',
      'VirtualService/shop/web routes Service/shop/gone',
    ])
  })

  test('is told when it is a gateway, except for the mesh itself', () => {
    const result = read(route('VirtualService', '{ gateways: [mesh, istio-system/main] }'))
    expect(result.diagnostics).toMatchObject([{ kind: 'lost', line: 1 }])
  })

  test('is one edge when it is named in short and in full', () => {
    const both =
      '{ http: [{ route: [{ destination: { host: a } }, { destination: { host: a.shop.svc.cluster.local } }] }] }'
    expect(edgesOf(files(route('VirtualService', both, 'shop'), service('a', '{}', 'shop')))).toHaveLength(1)
  })
})

describe('a file that is not the objects themselves', () => {
  test('is told to be a template when names are still to be filled in', () => {
    const text = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n'
    expect(read(text).diagnostics[0]?.message).toContain('helm template')
    const quoted = read(text.replace('{{ .Values.name }}', '"{{ .Values.name }}-web"'))
    expect(quoted).toMatchObject({ ok: true, diagnostics: [{ kind: 'lost', line: 1 }] })
  })

  test.each([
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: { name: x }\nresources: [a.yaml]\n',
    'resources: [a.yaml]\n',
  ])('is told to be a kustomization: %j', (text) => {
    expect(read(text).diagnostics[0]?.message).toContain('kubectl kustomize')
  })

  test('says in the same words that objects are there twice, so that they are counted together', () => {
    const { diagnostics } = read(files(service('a'), service('b'), service('a'), service('b')))
    expect(new Set(diagnostics.map(({ message }) => message)).size).toBe(1)
    expect(diagnostics.map(({ kind, line }) => `${kind} ${line}`)).toEqual(['note 16', 'note 23'])
  })

  test('is a template of OpenShift with the values that its parameters have', () => {
    const text = `apiVersion: template.openshift.io/v1
kind: Template
metadata: { name: t }
objects:
  - apiVersion: v1
    kind: Service
    metadata: { name: "\${NAME}" }
    spec: { selector: { app: "\${NAME}", key: "\${KEY}" } }
  - apiVersion: apps.openshift.io/v1
    kind: DeploymentConfig
    metadata: { name: "\${NAME}-run" }
    spec: { replicas: "\${{COUNT}}", template: { metadata: { labels: { app: web, key: "\${KEY}" } } } }
parameters: [{ name: NAME, value: web }, { name: COUNT, value: "2" }, { name: KEY, generate: expression }]
`
    expect(edgesOf(text)).toEqual(['Service/web selects DeploymentConfig/web-run'])
  })
})

test('a quote that a file of a folder does not close does not swallow the next file', async () => {
  const result = await readDiagram(
    joinFiles([
      { name: 'a.yaml', text: 'kind: Service\na: "b\n' },
      { name: 'empty.yaml', text: '' },
      { name: 'b.yaml', text: `\n# "\n${service('b')}` },
    ]),
  )
  expect(result).toMatchObject({ ok: true, graph: { nodes: [{ name: 'b' }] } })
  expect(result.diagnostics).toMatchObject([{ kind: 'lost', file: 'a.yaml' }])
})
