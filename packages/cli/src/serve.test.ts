import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { command, startCommand } from './testing/process.ts'
import type { Ended, Started } from './testing/process.ts'

let folder = ''
let servers: Started[] = []
let upstreams: Server[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'statusgraph-serve-'))
  servers = []
  upstreams = []
})
afterEach(async () => {
  for (const upstream of upstreams) upstream.close()
  for (const server of servers) server.signal('SIGKILL')
  await Promise.all(servers.map(async ({ ended }) => await ended))
  rmSync(folder, { recursive: true })
})

async function serve(...args: readonly string[]): Promise<{ readonly url: string; readonly server: Started }> {
  const server = startCommand(['serve', '--listen', '127.0.0.1:0', ...args], { cwd: folder })
  servers.push(server)
  const said = await server.saw('\n')
  const url = /^listening on (http:\/\/127\.0\.0\.1:\d+\S*)\n$/.exec(said)?.[1]
  if (url === undefined) throw new Error(`it said: ${said}`)
  return { url, server }
}

async function call(...args: readonly string[]): Promise<Ended> {
  return await startCommand(args, { cwd: folder }).ended
}

async function send(url: string, method: string, path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/api/v1/${path}`, { method, headers, body: JSON.stringify(body) })
  expect(response.status, await response.text()).toBeLessThan(300)
}

/** An Alertmanager that fires one critical alert for each set of labels. */
async function listAlerts(labels: readonly object[]): Promise<string> {
  const alerts = labels.map((own, at) => ({
    labels: { alertname: 'trouble', ...own },
    annotations: {},
    startsAt: '2026-11-22T10:00:00.000Z',
    updatedAt: '2026-11-22T10:00:00.000Z',
    endsAt: '2099-01-01T00:00:00.000Z',
    fingerprint: `f${at}`,
    receivers: [{ name: 'all' }],
    status: { state: 'active', silencedBy: [], inhibitedBy: [], mutedBy: [] },
  }))
  const status = {
    uptime: '2026-11-22T00:00:00.000Z',
    versionInfo: { version: '0.33.1' },
    cluster: { status: 'ready' },
  }
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify(request.url?.includes('/alerts') ? alerts : request.url?.includes('/status') ? status : []),
    )
  })
  upstreams.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it has no port')
  return `http://127.0.0.1:${address.port}`
}

/** Asks until the answer is as wished; the test's own time limit ends it. */
async function until(ask: () => Promise<boolean>): Promise<void> {
  while (!(await ask())) await new Promise((resolve) => setTimeout(resolve, 50))
}

async function gauge(url: string, name: string): Promise<string | undefined> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]
}

const lastReload = 'statusgraph_config_last_reload_successful'

describe('serve', () => {
  test('runs without a configuration, keeps its data in ./data and ends with 0 after SIGTERM', async () => {
    const { url, server } = await serve()
    expect((await fetch(`${url}/-/healthy`)).status).toBe(200)
    expect(await (await fetch(`${url}/api/v1/graphs`)).json()).toEqual([])
    server.signal('SIGTERM')
    const { code, stdout } = await server.ended
    expect(code).toBe(0)
    expect(stdout).toBe(`listening on ${url}\n`)
    expect((await call('migrate', folder, '--data-dir', 'data')).code).toBe(0)
  }, 60_000)

  test('says so when its port is taken', async () => {
    const { url } = await serve()
    const { code, stderr } = await call('serve', '--listen', new URL(url).host, '--data-dir', 'second')
    expect(code).toBe(1)
    expect(stderr).toBe(`error: ${new URL(url).host} is in use already, choose another with --listen\n`)
  }, 60_000)

  test('a second server in the same data folder waits for the first to end, and starts nothing until then', async () => {
    const first = await serve()
    const second = startCommand(['serve', '--listen', '127.0.0.1:0'], { cwd: folder })
    servers.push(second)
    await second.saw('another server works in', 'stderr')
    first.server.signal('SIGTERM')
    await second.saw('listening on')
    const third = startCommand(['serve', '--listen', '127.0.0.1:0'], { cwd: folder })
    servers.push(third)
    await third.saw('another server works in', 'stderr')
    third.signal('SIGTERM')
    expect(await third.ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/\nerror: Another Statusgraph server works in .*--data-dir\.\n$/s),
    })
  }, 60_000)

  test('a bad reload changes nothing and is shown, a good one takes over, by SIGHUP too', async () => {
    const config = join(folder, 'config.yml')
    const linked = (title: string) => `links: [{title: ${title}, url: "https://example.com/"}]\n`
    const title = async (url: string): Promise<unknown> => {
      const about: { links: { title: string }[]; configFault?: string } = JSON.parse(
        await (await fetch(`${url}/api/v1/about`)).text(),
      )
      return [about.links.map((link) => link.title).join(), about.configFault]
    }
    writeFileSync(config, linked('one'))
    const { url, server } = await serve('--config', 'config.yml')
    expect(await title(url)).toEqual(['one', undefined])
    expect(await gauge(url, lastReload)).toBe('1')
    writeFileSync(config, 'linsk: []\n')
    await until(async () => (await gauge(url, lastReload)) === '0')
    expect(await title(url)).toEqual(['one', 'config.yml:1:1: unknown key "linsk", did you mean "links"?'])
    writeFileSync(config, linked('two'))
    server.signal('SIGHUP')
    await until(async () => (await gauge(url, lastReload)) === '1')
    expect(await title(url)).toEqual(['two', undefined])
  }, 60_000)

  test('POST /-/reload answers with the faults of a bad configuration', async () => {
    const config = join(folder, 'config.yml')
    writeFileSync(config, 'server: {enable_reload: true}\n')
    const { url } = await serve('--config', 'config.yml')
    expect((await fetch(`${url}/-/reload`, { method: 'POST' })).status).toBe(200)
    writeFileSync(config, 'server: {enable_reload: perhaps}\n')
    const refused = await fetch(`${url}/-/reload`, { method: 'POST' })
    expect(refused.ok).toBe(false)
    expect(await refused.text()).toContain('config.yml:1:25')
  }, 60_000)
})

describe('explain', () => {
  const graph = {
    version: 1,
    id: 'shop',
    nodes: [{ id: 'checkout', name: 'checkout.svc' }],
  }

  test('tells a node by id or name, in words or as JSON', async () => {
    const { url } = await serve()
    const made = await fetch(`${url}/api/v1/graphs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(graph),
    })
    expect(made.status).toBe(201)
    const told = await call('explain', 'shop', 'checkout.svc', '--server', url)
    expect(told).toMatchObject({ code: 0, stderr: '' })
    expect(told.stdout).toMatch(/^checkout\.svc \(checkout\) is unknown\.\n\nWhy, worst first:\n {2}1\. unknown: .+\n/)
    const { stdout } = await call('explain', 'shop', 'checkout', '--server', url, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ graph: 'shop', node: 'checkout', lamp: 'unknown' })

    expect(await call('explain', 'shop', 'chekout', '--server', url)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'error: the graph "shop" has no node "chekout", did you mean "checkout"?\n',
    })
    expect(await call('explain', 'shp', 'checkout', '--server', url)).toMatchObject({
      code: 1,
      stderr: `error: there is no graph "shp" at ${url}, did you mean "shop"?\n`,
    })
  }, 60_000)

  test('names the likely culprit, and knows edges and what was discovered', async () => {
    const alertmanager = await listAlerts([{ service: 'db.svc' }, { client: 'checkout.svc', server: 'db.svc' }])
    const upstream = `upstream: {alertmanager: [{name: am, url: "${alertmanager}", interval: 1s}]}`
    writeFileSync(join(folder, 'config.yml'), `${upstream}\nmapping: {alerts: {service_labels: [service]}}\n`)
    const { url } = await serve('--config', 'config.yml')
    const nodes = ['checkout', 'db'].map((id) => ({ id, name: `${id}.svc` }))
    const edges = [{ id: 'store', source: 'checkout', target: 'db' }]
    await send(url, 'POST', 'graphs', { ...graph, dynamic: 'auto', nodes, edges })
    await send(url, 'PUT', 'topology/sources/ci', { nodes: [{ id: 'shop/mail' }] })
    const say = async (what: string): Promise<string> => (await call('explain', 'shop', what, '--server', url)).stdout
    await until(async () => (await say('db')).startsWith('db.svc (db) is critical.'))
    expect(await say('checkout')).toContain(
      '  impacted: it depends on db.svc\n  likely culprit: db.svc is critical: trouble is firing\n',
    )
    expect(await say('store')).toMatch(
      /^store is critical\.\n\nWhy, worst first:\n {2}1\. critical: trouble is firing\n/,
    )
    await until(async () => (await say('shop/mail')).startsWith('shop/mail is '))
  }, 60_000)
})

describe('export --lamps', () => {
  test('writes a document with the lamps that the server shows now', async () => {
    const { url } = await serve()
    const document = JSON.stringify({ version: 1, id: 'shop', nodes: [{ id: 'checkout', name: 'checkout.svc' }] })
    const made = await fetch(`${url}/api/v1/graphs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: document,
    })
    expect(made.status).toBe(201)
    writeFileSync(join(folder, 'shop.json'), document)
    const plain = await call('export', 'shop.json', '--format', 'dot')
    expect(plain.stdout).not.toContain('unknown')
    const lit = await call('export', 'shop.json', '--format', 'dot', '--lamps', '--server', url)
    expect(lit).toMatchObject({ code: 0, stderr: '' })
    expect(lit.stdout).toContain('unknown')
    writeFileSync(join(folder, 'shp.json'), document.replace('"shop"', '"shp"'))
    expect(await call('export', 'shp.json', '--format', 'dot', '--lamps', '--server', url)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `error: there is no graph "shp" at ${url}, did you mean "shop"?\n`,
    })
  }, 60_000)
})

describe('bin/statusgraph', () => {
  test('works through a chain of links, from anywhere', async () => {
    mkdirSync(join(folder, 'bin'))
    symlinkSync(command, join(folder, 'bin', 'first'))
    symlinkSync('bin/first', join(folder, 'statusgraph'))
    const { code, stdout } = await startCommand(['--version'], { cwd: '/', file: join(folder, 'statusgraph') }).ended
    expect([code, stdout]).toEqual([0, '0.1.0\n'])
  }, 60_000)

  test('says what to do when nothing is installed, and when Node.js is too old', async () => {
    mkdirSync(join(folder, 'bin'))
    copyFileSync(command, join(folder, 'bin', 'statusgraph'))
    writeFileSync(join(folder, 'bin', 'node'), '#!/bin/sh\necho 20\n', { mode: 0o755 })
    const file = join(folder, 'bin', 'statusgraph')
    const env = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` }
    expect(await startCommand(['--version'], { cwd: folder, file, env }).ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('run "scripts/install"'),
    })
    mkdirSync(join(folder, 'node_modules'))
    expect(await startCommand(['--version'], { cwd: folder, file, env }).ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('it needs Node.js 24 or newer'),
    })
  }, 60_000)
})

test('a SIGHUP while the server starts does not end it, and what came from a pipe stays in force', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')])
  const server = startCommand(['serve', '--listen', '127.0.0.1:0', '--config', 'pipe'], { cwd: folder })
  servers.push(server)
  // Opens when the server opens its end.
  const pipe = await open(join(folder, 'pipe'), 'w')
  server.signal('SIGHUP')
  await pipe.writeFile('links: ["https://runbooks.example/"]\nserver: {enable_reload: true}\n')
  await pipe.close()
  const [, url = ''] = /(http:\S+)\n/.exec(await server.saw('\n')) ?? []
  expect((await fetch(`${url}/-/reload`, { method: 'POST' })).status).toBe(200)
  const about = await (await fetch(`${url}/api/v1/about`)).json()
  expect(about).toMatchObject({ links: [{ url: 'https://runbooks.example/' }] })
})

test('what only a new start can change is named', async () => {
  const path = join(folder, 'c.yml')
  writeFileSync(path, 'server: {enable_reload: true}\n')
  mkdirSync(join(folder, 'graphs'))
  const { url, server } = await serve('--config', path)
  writeFileSync(path, 'server: {enable_reload: true, base_path: /map}\nprovisioning: [graphs]\nlinks: []\n')
  expect((await fetch(`${url}/-/reload`, { method: 'POST' })).status).toBe(200)
  server.signal('SIGTERM')
  const { stderr } = await server.ended
  expect(stderr).toContain('not before, this changes: server.base_path, provisioning\n')
})
