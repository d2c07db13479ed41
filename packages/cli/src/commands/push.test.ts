import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type Client } from '@statusgraph/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { command, startCommand, type Ended, type Started } from '../testing/process.ts'

const files: Readonly<Record<string, string>> = {
  'shop.yaml': [
    'nodes:',
    '  - { id: shop/cart, kind: service }',
    '  - { id: shop/db, kynd: database }',
    'edges:',
    '  - { source: shop/cart, target: shop/db, protocol: tcp }',
    '',
  ].join('\n'),
  'good.json': '{"nodes": [{"id": "a"}], "edges": [{"source": "a", "target": "b"}], "ttlSeconds": 600}',
  'changes.ndjson': [
    '{"op": "upsert", "type": "node", "id": "a"}',
    '',
    '{"op": "upsert", "type": "edge", "source": "a", "target": "b"}',
    '{oops',
    '{"op": "touch", "type": "node", "id": "nobody"}',
    '',
  ].join('\n'),
  'only-bad.ndjson': '{"op": "upsert", "type": "node"}\n',
  'compose.yml': 'services:\n  shop: {image: shop, depends_on: [db]}\n  db: {image: postgres}\n',
  'drawn.json': JSON.stringify({
    version: 1,
    id: 'drawn',
    nodes: [
      { id: 'g', kind: 'group' },
      { id: 'n1', name: 'Cart', services: ['cart'], namespace: 'shop', parent: 'g', labels: { team: 'web' } },
      { id: 'n2', name: 'orders', kind: 'database', parent: 'g' },
      { id: 'n3', name: 'orders' },
    ],
    edges: [{ source: 'n1', target: 'n2', label: 'SQL' }],
  }),
  'prose.txt': 'Nothing here is a topology.\n',
  token: 's3cret-token\n',
  'config.yml': 'sources:\n  push:\n    - { name: guarded, token_file: token }\n    - { name: open }\n',
}

let cwd: string
let server: Started
let url: string
let client: Client
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'statusgraph-push-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text)
  server = startCommand(['serve', '--data-dir', 'data', '--listen', '127.0.0.1:0'], { cwd })
  url = await addressOf(server)
  client = createClient(url)
}, 60_000)
afterAll(async () => {
  server.signal('SIGTERM')
  await server.ended
  await rm(cwd, { recursive: true })
})

async function addressOf(started: Started): Promise<string> {
  return /listening on (\S+)/.exec(await started.saw('\n'))?.[1] ?? ''
}

async function push(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return startCommand(['push', ...args], { cwd, env: { STATUSGRAPH_SERVER: url, ...env } }).ended
}

async function saidBy(source: string): Promise<unknown> {
  return (await fetch(`${url}/api/v1/topology/sources/${source}`)).json()
}

test('a topology is pushed, and what is wrong with it is said at its place', { timeout: 60_000 }, async () => {
  const { code, stdout, stderr } = await push(['shop.yaml', '--source', 'shop'])
  expect({ code, stdout, stderr }).toEqual({
    code: 3,
    stdout: `shop at ${url}: 2 accepted, 1 rejected\n`,
    stderr: 'shop.yaml:3:5: unknown key "kynd", did you mean "kind"?\n',
  })
  expect(await saidBy('shop')).toMatchObject({ nodes: [{ id: 'shop/cart' }], edges: [{ target: 'shop/db' }] })
})

test('a good file ends well, replaces what was said, and is told in JSON on request', { timeout: 60_000 }, async () => {
  expect(await push(['shop.yaml', '--source', 'good'])).toMatchObject({ code: 3 })
  const { code, stdout, stderr } = await push(['good.json', '--source', 'good', '--json', '--ttl', '2h'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({ source: 'good', accepted: 2, ignored: 0, rejected: [], rejectedTotal: 0 })
  expect(await saidBy('good')).toMatchObject({ nodes: [{ id: 'a', ttlSeconds: 7_200 }], edges: [{ source: 'a' }] })
})

test('a snapshot can be added instead', { timeout: 60_000 }, async () => {
  await push(['good.json', '--source', 'added'])
  expect(await push(['shop.yaml', '--source', 'added', '--batch'])).toMatchObject({
    code: 3,
    stderr: 'shop.yaml:3:5: unknown key "kynd", did you mean "kind"?\n',
  })
  expect(await saidBy('added')).toMatchObject({ nodes: [{ id: 'a' }, { id: 'shop/cart' }] })
})

test('operations come a line each, from a file or from stdin', { timeout: 60_000 }, async () => {
  const faults = (name: string): string =>
    `${name}:4: is no JSON object: an operation is {"op": …, "type": …, …}\n${name}:5: there is no such node to touch; upsert it\n`
  expect(await push(['changes.ndjson', '--source', 'lines'])).toEqual({
    code: 3,
    stdout: `lines at ${url}: 2 accepted, 2 rejected\n`,
    stderr: faults('changes.ndjson'),
  })
  const piped = startCommand(['-c', `"${command}" push - --source stdin < changes.ndjson`], {
    cwd,
    env: { STATUSGRAPH_SERVER: url },
    file: '/bin/sh',
  })
  expect(await piped.ended).toMatchObject({ code: 3, stderr: faults('stdin') })
  expect(await saidBy('stdin')).toEqual(await saidBy('lines'))
})

test('a drawing and a diagram of another tool are pushed as nodes and edges', { timeout: 60_000 }, async () => {
  expect(await push(['drawn.json', '--source', 'drawn'])).toMatchObject({
    code: 0,
    stderr: 'drawn.json: 1 group is not pushed\n',
  })
  expect(await saidBy('drawn')).toEqual({
    nodes: [
      { id: 'n3', name: 'orders', kind: 'service', provenance: 'declared' },
      { id: 'orders', name: 'orders', kind: 'database', provenance: 'declared' },
      {
        id: 'shop/cart',
        name: 'Cart',
        namespace: 'shop',
        kind: 'service',
        labels: { team: 'web' },
        provenance: 'declared',
      },
    ],
    edges: [{ source: 'shop/cart', target: 'orders', label: 'SQL', provenance: 'declared' }],
  })
  expect(await push(['compose.yml', '--source', 'compose'])).toMatchObject({ code: 0 })
  expect(await saidBy('compose')).toMatchObject({ edges: [{ source: 'shop', target: 'db' }] })
})

test('what cannot be pushed is said in words', { timeout: 120_000 }, async () => {
  const faults: readonly (readonly [readonly string[], string])[] = [
    [['only-bad.ndjson', '--source', 'x'], 'only-bad.ndjson:1: "id" is missing\n'],
    [['prose.txt', '--source', 'x'], 'error: prose.txt is neither a topology nor a diagram: '],
    [['lost.json', '--source', 'x'], 'error: lost.json cannot be read: it does not exist\n'],
    [['good.json', '--source', 'a b'], 'error: the server says: The name of a source is '],
    [['good.json', '--source', 'x', '--ttl', '1'], 'error: "1" is no time to live, write it like 90s, 30m, 1h or 7d\n'],
    [['changes.ndjson', '--source', 'x', '--snapshot'], 'error: the file holds operations, '],
    [['good.json', '--source', 'x', '--snapshot', '--batch'], 'error: --snapshot and --batch exclude one another\n'],
    [
      ['good.json', '--source', 'x', '--token-file', 'lost'],
      'error: the token file lost cannot be read: it does not exist\n',
    ],
    [['good.json'], "error: required option '--source <name>' not specified\n"],
    [
      ['good.json', '--source', 'x', '--server', 'http://127.0.0.1:9'],
      'error: the server http://127.0.0.1:9 cannot be asked: ',
    ],
  ]
  const ended = await Promise.all(faults.map(([args]) => push(args)))
  for (const [index, { code, stderr }] of ended.entries()) {
    expect(stderr).toContain(faults[index]?.[1] ?? '')
    expect(code).toBe(1)
  }
  expect((await client.listTopologySources()).map(({ name }) => name)).not.toContain('x')
})

test('a token comes from a file or the environment, and is never printed', { timeout: 60_000 }, async () => {
  const guarded = startCommand(
    ['serve', '--config', 'config.yml', '--data-dir', 'guarded', '--listen', '127.0.0.1:0'],
    { cwd },
  )
  try {
    const address = await addressOf(guarded)
    const [byFile, byEnvironment, without, wrong, stranger] = await Promise.all([
      push(['good.json', '--source', 'guarded', '--server', address, '--token-file', 'token']),
      push(['changes.ndjson', '--source', 'guarded', '--server', address], { STATUSGRAPH_PUSH_TOKEN: 's3cret-token' }),
      push(['good.json', '--source', 'guarded', '--server', address]),
      push(['good.json', '--source', 'guarded', '--server', address], { STATUSGRAPH_PUSH_TOKEN: 's3cret-wrong' }),
      push(['good.json', '--source', 'x', '--server', address]),
    ])
    expect(byFile?.code).toBe(0)
    expect(byEnvironment?.code).toBe(3)
    expect(without).toMatchObject({ code: 1, stderr: expect.stringContaining('Give it with --token-file or') })
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('This is not the token of the source.') })
    expect(stranger).toMatchObject({ code: 1, stderr: expect.stringContaining('"x" is none of it') })
    expect(JSON.stringify([byFile, byEnvironment, without, wrong])).not.toContain('s3cret')
  } finally {
    guarded.signal('SIGTERM')
  }
  expect(JSON.stringify(await guarded.ended)).not.toContain('s3cret')
})

test('what was taken is there again after the server was killed', { timeout: 60_000 }, async () => {
  const serve = (): Started => startCommand(['serve', '--data-dir', 'killed', '--listen', '127.0.0.1:0'], { cwd })
  const first = serve()
  const address = await addressOf(first)
  expect(await push(['good.json', '--source', 'kept', '--server', address])).toMatchObject({ code: 0 })
  first.signal('SIGKILL')
  await first.ended
  const second = serve()
  try {
    const topology = await createClient(await addressOf(second)).readTopology()
    expect(topology.edges).toMatchObject([{ source: 'a', target: 'b', provenance: [{ source: 'kept' }] }])
  } finally {
    second.signal('SIGTERM')
    await second.ended
  }
})
