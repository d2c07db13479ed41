import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { findFreePort, startProgram } from '../../../demo/stack.ts'
import { discoverEdges, edgeNamed, startScraping, waitForScrapes } from './discovery.ts'

const haproxy = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  .map((folder) => join(folder, 'haproxy'))
  .find((file) => existsSync(file))

/** Answers every so-manieth request with an error. */
async function startBackend(failEvery: number): Promise<{ readonly server: Server; readonly port: number }> {
  let requests = 0
  const server = createServer((_, response) => {
    requests += 1
    response.writeHead(requests % failEvery === 0 ? 500 : 200).end('answer')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 }
}

const name = 'a real HAProxy: the server that is down has no health, and one in four answers of another fails'

test.skipIf(haproxy === undefined)(`${name} (where haproxy is installed)`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'statusgraph-haproxy-'))
  const [cart, catalog] = [await startBackend(Infinity), await startBackend(4)]
  const [front, deadPort] = [await findFreePort(), await findFreePort()]
  const check = 'check inter 200ms fall 1'
  await writeFile(
    join(folder, 'haproxy.cfg'),
    `defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
frontend all
  bind 127.0.0.1:${front}
  http-request use-service prometheus-exporter if { path /haproxy }
  use_backend catalog if { path_beg /catalog }
  default_backend cart
backend cart
  server cart-1 127.0.0.1:${cart.port} ${check}
  server cart-2 127.0.0.1:${deadPort} ${check}
backend catalog
  server catalog-1 127.0.0.1:${catalog.port} ${check}
`,
  )
  const proxy = await startProgram({
    name: 'HAProxy',
    command: haproxy ?? '',
    args: ['-db', '-f', join(folder, 'haproxy.cfg')],
    readyUrl: `http://127.0.0.1:${front}/haproxy`,
  })
  const asking = new AbortController()
  const shopping = shop(`http://127.0.0.1:${front}`, asking.signal)
  const prometheus = await startScraping([{ port: front, page: 'haproxy' }])
  try {
    await waitForScrapes(prometheus.url, 1, 14)
    const edges = await discoverEdges(prometheus.url, { preset: 'haproxy' })
    expect(edgeNamed(edges, 'cart→cart-1').traffic).toMatchObject({ errorsPerSecond: 0, health: 1 })
    expect(edgeNamed(edges, 'cart→cart-2').traffic).toMatchObject({ health: 0 })
    const { ratePerSecond = 0, errorsPerSecond = 0, health } = edgeNamed(edges, 'catalog→catalog-1').traffic ?? {}
    expect(ratePerSecond).toBeGreaterThan(1)
    expect(errorsPerSecond / ratePerSecond).toBeCloseTo(0.25, 1)
    expect(health).toBe(1)
  } finally {
    asking.abort()
    await shopping
    await prometheus.stop()
    await proxy.stop()
    for (const { server } of [cart, catalog]) {
      server.close()
      server.closeAllConnections()
    }
    await rm(folder, { recursive: true, force: true })
  }
})

/** Asks both backends, steadily, until it is told to end. */
async function shop(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const path of ['/cart', '/catalog']) {
      // While HAProxy starts, nobody answers yet.
      await fetch(url + path, { signal }).then(
        (response) => response.text(),
        () => undefined,
      )
    }
    await sleep(20)
  }
}
