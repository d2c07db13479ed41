import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startCommand } from './testing/process.ts'

/** Easy to find, wherever it turns up, and as it stands in a header with a user's name. */
const canaryOf = (name: string): string => `canary-of-${name}-7f3a`
const basicOf = (name: string): string => Buffer.from(`user:${canaryOf(name)}`).toString('base64')

/** An upstream that says everything it hears back, in each way in which it can. */
async function startEcho(): Promise<{ readonly port: number; readonly heard: () => string }> {
  const heard: string[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const authorization = request.headers.authorization ?? ''
    const plain = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('latin1')
    const said = `${authorization} ${plain} ${JSON.stringify(request.headers)}`
    const way = heard.push(said) % 4
    if (way === 0) response.writeHead(401, { 'www-authenticate': encodeURI(said) }).end(said)
    else if (way === 1) response.writeHead(400).end(JSON.stringify({ status: 'error', error: said, message: said }))
    else if (way === 2) response.writeHead(302, { location: `http://127.0.0.1:1/${encodeURI(said)}` }).end()
    else response.writeHead(200, { 'content-type': 'application/json' }).end(`{"error": ${JSON.stringify(said)}`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, heard: () => heard.join('\n') }
}

test('every secret of discovery reaches its upstream, and no answer, metric, log or file, though upstreams repeat it', async () => {
  const { port, heard } = await startEcho()
  const folder = mkdtempSync(join(tmpdir(), 'statusgraph-secrets-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const at = `127.0.0.1:${port}`
  const kubeconfig = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server: `http://${at}` } }],
    users: [{ name: 'u', user: { token: canaryOf('kubernetes') } }],
  }
  writeFileSync(join(folder, 'kube.yml'), JSON.stringify(kubeconfig))
  writeFileSync(join(folder, 'push.token'), canaryOf('push-file'))
  const often = { interval: '1s' }
  const inAddress = (name: string) => ({ ...often, name, url: `http://user:${canaryOf(name)}@${at}` })
  const asBearer = (name: string) => ({
    ...often,
    name,
    url: `http://${at}`,
    authorization: { credentials: canaryOf(name) },
  })
  const config = {
    upstream: { prometheus: { url: `http://user:${canaryOf('prometheus')}@${at}` } },
    sources: {
      prometheus: { preset: 'service-graph', ...often },
      push: [
        { name: 'ci', token: canaryOf('push') },
        { name: 'cd', token_file: 'push.token' },
      ],
      otlp: { token: canaryOf('otlp') },
      kubernetes: { kubeconfig_file: 'kube.yml', ...often },
      docker: {
        host: `tcp://${at}`,
        basic_auth: { username: 'user', password: canaryOf('docker') },
        ...often,
      },
      jaeger: [inAddress('jaeger-url'), asBearer('jaeger-bearer')],
      zipkin: [
        inAddress('zipkin-url'),
        {
          ...often,
          name: 'tenant',
          url: `http://${at}`,
          http_headers: { 'X-Scope-OrgID': { secrets: [canaryOf('tenant')] } },
        },
      ],
      kiali: inAddress('kiali-url'),
      backstage: asBearer('backstage-bearer'),
    },
  }
  writeFileSync(join(folder, 'statusgraph.yml'), JSON.stringify(config))
  const server = startCommand(['serve', '--listen', '127.0.0.1:0', '--config', 'statusgraph.yml'], { cwd: folder })
  onTestFinished(async () => {
    server.signal('SIGKILL')
    await server.ended
  })
  const [url = ''] = /http:\/\/127\S+/.exec(await server.saw('listening on')) ?? []

  const answers: string[] = []
  const ask = async (path: string, init: RequestInit = {}): Promise<void> => {
    const response = await fetch(url + path, init)
    answers.push(`${path} ${JSON.stringify([...response.headers])} ${await response.text()}`)
  }
  const bring = (name: string, method: string, body: string): RequestInit => ({
    method,
    headers: { authorization: `Bearer ${canaryOf(name)}`, 'content-type': 'application/json' },
    body,
  })
  await ask('/api/v1/topology/sources/ci', bring('push', 'PUT', '{"nodes":[{"id":"a"}]}'))
  await ask('/api/v1/topology/sources/cd', bring('push-file', 'PUT', '{"nodes":[{"id":"b"}]}'))
  await ask('/api/v1/topology/sources/cd', bring('push', 'PUT', '{"nodes":[]}'))
  await ask('/v1/traces', bring('otlp', 'POST', '{'))

  const arrived = ['prometheus', 'docker', 'jaeger-url', 'zipkin-url', 'kiali-url'].map(basicOf)
  arrived.push(...['kubernetes', 'jaeger-bearer', 'tenant', 'backstage-bearer'].map(canaryOf))
  await expect.poll(() => arrived.filter((secret) => !heard().includes(secret)), { timeout: 30_000 }).toEqual([])
  const roundOf = () => heard().split('\n').length
  const enough = roundOf() + 60
  await expect.poll(roundOf, { timeout: 30_000 }).toBeGreaterThan(enough)
  for (const path of ['topology', 'topology/sources', 'upstreams', 'topology/autodetect', 'about', 'openapi.json']) {
    await ask(`/api/v1/${path}`)
  }
  await ask('/metrics')
  server.signal('SIGTERM')
  const { stdout, stderr } = await server.ended
  const data = join(folder, 'data')
  const told = [
    ...answers,
    stdout,
    stderr,
    ...readdirSync(data).map((file) => readFileSync(join(data, file), 'latin1')),
  ]
  expect(stdout + stderr).toContain('the discovery source gave no good answer')
  for (const text of told) {
    expect(text).not.toMatch(/canary-of/)
    for (const secret of arrived) expect(text).not.toContain(secret.slice(0, -4))
  }
}, 120_000)
