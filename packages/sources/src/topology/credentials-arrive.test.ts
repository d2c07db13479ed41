import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { inspect } from 'node:util'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { ClientOptions } from '../client/options.ts'
import { Secret } from '../client/secret.ts'
import { runTopology, topologySettings } from '../testing/run-topology.ts'
import type { TopologySourceConfig } from './start-topology-source.ts'

const read = (name: string) => readFileSync(new URL(`../testing/fixtures/tls/${name}`, import.meta.url), 'utf8')
const cert = read('localhost.cert.pem')
const key = read('localhost.key.pem')
const token = 'canary-token-77f1'
const tenant = 'canary-tenant-90ab'
const keyLine = key.split('\n')[3] ?? 'no key'

interface Asked {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Whose certificate the client showed. */
  readonly certificate: string | undefined
}

/** A server that speaks only to whom it knows by certificate, and that repeats in its errors all it was told. */
async function startStrictServer() {
  const asked: Asked[] = []
  let isEchoing = false
  const server = createServer(
    { cert, key, ca: cert, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      const peer = request.socket instanceof TLSSocket ? request.socket.getPeerCertificate() : undefined
      asked.push({ path: request.url ?? '', headers: request.headers, certificate: String(peer?.subject.CN) })
      if (isEchoing) {
        response.writeHead(500).end(`You sent ${JSON.stringify(request.headers)} to ${request.url}`)
        return
      }
      response.writeHead(200).end(JSON.stringify(bodyOf(request.url ?? '')))
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `https://localhost:${port}`,
    asked,
    echo: () => {
      isEchoing = true
    },
  }
}

function bodyOf(path: string): unknown {
  if (path.startsWith('/containers')) return []
  if (path.startsWith('/api/namespaces/graph')) return { elements: { nodes: [], edges: [] } }
  if (path.startsWith('/api/namespaces')) return [{ name: 'shop' }]
  return { items: [], metadata: {}, pageInfo: {} }
}

const client: ClientOptions = {
  authorization: { type: 'Bearer', credentials: Secret.of(token) },
  tls: { ca: Secret.of(cert), cert: Secret.of(cert), key: Secret.of(key), serverName: 'localhost' },
  headers: [{ name: 'X-Scope-OrgID', values: [Secret.of(tenant)] }],
}
const settings = { intervalMs: 100, timeoutMs: 5_000 }
const kubernetes = {
  ...topologySettings('kubernetes', settings),
  namespaces: [],
  excludedNamespaces: [],
  readsEnvironment: false,
}

const sources: readonly (readonly [string, (url: string) => TopologySourceConfig | Promise<TopologySourceConfig>])[] = [
  ['Docker', (url) => ({ ...topologySettings('docker', settings), host: { url }, client })],
  ['Kubernetes', (url) => ({ ...kubernetes, access: { kind: 'endpoint', url, client } })],
  [
    'Kubernetes by a kubeconfig',
    async (url) => {
      const folder = await mkdtemp(join(tmpdir(), 'statusgraph-kubeconfig-'))
      onTestFinished(() => rm(folder, { recursive: true }))
      const path = join(folder, 'config')
      const pem = (text: string) => Buffer.from(text).toString('base64')
      const cluster = { server: url, 'certificate-authority-data': pem(cert) }
      const user = { token, 'client-certificate-data': pem(cert), 'client-key-data': pem(key) }
      const config = {
        'current-context': 'c',
        contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
        clusters: [{ name: 'c', cluster }],
        users: [{ name: 'u', user }],
      }
      await writeFile(path, JSON.stringify(config))
      return { ...kubernetes, access: { kind: 'kubeconfig', path } }
    },
  ],
  [
    'Kiali',
    (url) => ({
      ...topologySettings('kiali', settings),
      url,
      client,
      namespaces: [],
      graph: 'app',
      windowMs: 60_000,
      countsClientErrors: false,
    }),
  ],
  ['Backstage', (url) => ({ ...topologySettings('backstage', settings), url, client, filters: [] })],
]

test.each(sources)(
  'token, tenant and client certificate reach %s, and are told to nobody else',
  async (name, configOf) => {
    const written = vi.spyOn(process.stdout, 'write')
    const complained = vi.spyOn(process.stderr, 'write')
    onTestFinished(() => {
      written.mockRestore()
      complained.mockRestore()
    })
    const server = await startStrictServer()
    const running = runTopology(await configOf(server.url))
    await running.next('seen')
    for (const { headers, certificate } of server.asked) {
      expect(headers.authorization).toBe(`Bearer ${token}`)
      expect(certificate).toBe('localhost')
      if (!name.includes('kubeconfig')) expect(headers['x-scope-orgid']).toBe(tenant)
    }
    const before = server.asked.length
    server.echo()
    const { failure } = await running.next('failed')
    expect(server.asked.length).toBeGreaterThan(before)
    expect(failure.message).toContain('status 500')
    const probed = await running.source.probe()
    expect(probed.ok).toBe(false)

    const told = [
      inspect([running.all, probed, running.source.settings], { depth: 20 }),
      JSON.stringify([running.all, probed, running.source.settings]),
      ...written.mock.calls.map(String),
      ...complained.mock.calls.map(String),
    ].join('\n')
    for (const secret of [token, tenant, keyLine]) expect(told).not.toContain(secret)
  },
)
