import { gzipSync } from 'node:zlib'
import { pushAnswerSchema } from '@statusgraph/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { edge, lines, node, Pushing } from './testing.ts'

let ci: Pushing
beforeEach(async () => {
  ci = await Pushing.start()
})
afterEach(async () => {
  await ci.serving.stop()
})

test('an answer names a hundred bad lines, and says how many there are', async () => {
  const answer = await ci.push(...Array.from({ length: 250 }, () => ({ op: 'no' })), node('a'))
  expect(answer.accepted).toBe(1)
  expect(answer.rejected).toHaveLength(100)
  expect(answer.rejectedTotal).toBe(250)
})

test('compressed bodies are read, and small ones that become huge are refused', async () => {
  const gzip = { 'content-encoding': 'gzip' }
  expect(await (await ci.send(gzipSync(lines(node('a'))), gzip)).json()).toMatchObject({ accepted: 1 })
  expect((await ci.send(gzipSync(Buffer.alloc(6 * 1024 * 1024, ' ')), gzip)).status).toBe(413)
  expect((await ci.send('not gzip', gzip)).status).toBe(400)
  expect((await ci.send(lines(node('a')), { 'content-encoding': 'br' })).status).toBe(415)
  expect((await ci.send(Buffer.alloc(5 * 1024 * 1024 + 1, ' '))).status).toBe(413)
})

test('hostile names are cleaned or refused, and hurt nobody', async () => {
  const response = await ci.send(
    [
      lines(node('a\u0000b\u202Ec')),
      lines(node('\u200B\u202E')),
      lines(node('x'.repeat(201))),
      lines(node('__proto__')),
      lines(node('constructor', { name: '<script>alert(1)</script>' })),
      '{"op":"upsert","type":"node","id":"p","__proto__":{"a":1}}',
      '{"op":"upsert","type":"node","id":"p","labels":{"__proto__":"a"}}',
      `{"op":"upsert","type":"node","id":"deep","labels":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
      JSON.stringify(node('big', { name: 'y'.repeat(100_000) })),
      Buffer.from([0xff, 0xfe]).toString('latin1'),
      lines(edge('a→b', 'c')),
    ].join('\n'),
  )
  expect(response.status).toBe(200)
  const { accepted, rejected } = pushAnswerSchema.parse(await response.json())
  expect(accepted).toBe(4)
  expect(rejected.map(({ line }) => line)).toEqual([2, 3, 6, 7, 8, 9, 10])
  expect(await ci.said()).toEqual({ nodes: ['__proto__', 'abc', 'constructor'], edges: ['a>b→c'] })
  expect(await ci.known()).toContain('__proto__ live')
  const bytes = await ci.send(Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.from(lines(node('fine')))]))
  expect(await bytes.json()).toMatchObject({ accepted: 1, rejected: [{ line: 1, error: 'is not UTF-8 text' }] })
  const deep = await ci.send('['.repeat(2_000_000), { 'content-type': 'application/json' })
  expect(deep.status).toBe(400)
})

test('an element that says too much is refused by its line, before it is looked at any closer', async () => {
  const labelled = (count: number, value: unknown): object =>
    node('a', { labels: Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, value])) })
  const batch = [labelled(200_000, 1), node('a', { ids: Array.from({ length: 21 }, () => 'x'.repeat(200)) }), node('b')]
  const json = { 'content-type': 'application/json' }
  const response = await ci.send(JSON.stringify([...batch, labelled(30, 'x'.repeat(100))]), json)
  expect(await response.json()).toMatchObject({
    accepted: 2,
    rejected: [
      { line: 1, error: 'has more than 4000 characters in all that it says' },
      { line: 2, error: 'has more than 4000 characters in all that it says' },
    ],
  })
  const nodes = [{ id: 'a', labels: { [`k${'x'.repeat(4_000)}`]: 'v' } }, { id: 'b' }]
  expect(await (await ci.put({ nodes })).json()).toMatchObject({ accepted: 1, rejected: [{ line: 1 }] })
})

test('a source has a limit, and what is beyond it is refused by its line', async () => {
  const many = Array.from({ length: 2_005 }, (_, index) => node(`n${index}`))
  const answer = await ci.push(...many)
  expect(answer).toMatchObject({
    accepted: 2_000,
    rejected: Array.from({ length: 5 }, (_, index) => ({ line: 2_001 + index })),
  })
  expect(await ci.push(node('n0', { name: 'still' }))).toMatchObject({ accepted: 1, rejected: [] })
  expect(await (await ci.put({ nodes: many.map((_, index) => ({ id: `m${index}` })) })).json()).toMatchObject({
    accepted: 2_000,
  })
})

test('a source that floods is told when to come back, and the others go on', async () => {
  const body = lines(...Array.from({ length: 40_000 }, () => node('a', { name: 'x'.repeat(60) })))
  const statuses: number[] = []
  for (let round = 0; round < 8; round++) statuses.push((await ci.send(body)).status)
  expect(statuses[0]).toBe(200)
  expect(statuses.at(-1)).toBe(429)
  const refused = await ci.send(lines(node('a')))
  expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(
    (
      await ci.serving.ask('/api/v1/topology/sources/other', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: '{"nodes":[]}',
      })
    ).status,
  ).toBe(200)
  ci.pass(60_000)
  expect((await ci.send(lines(node('a')))).status).toBe(200)
})

test('a hundred sources may push without being configured, and one that has nothing left makes room', async () => {
  const begin = (name: string, body: string): Promise<Response> =>
    ci.serving.ask(`/api/v1/topology/sources/${name}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body,
    })
  for (let count = 0; count < 100; count++) {
    expect((await begin(`s${count}`, `{"nodes":[{"id":"n${count}"}]}`)).status).toBe(200)
  }
  const refused = await begin('one-more', '{"nodes":[]}')
  expect(refused.status).toBe(409)
  expect(await refused.json()).toMatchObject({ code: 'topology/too-many-sources' })
  await begin('s5', '{"nodes":[]}')
  expect((await begin('one-more', '{"nodes":[{"id":"x"}]}')).status).toBe(200)
  expect((await ci.serving.client.listTopologySources()).map(({ name }) => name)).not.toContain('s5')
})

test('all that nobody configured may hold so much together, and what is configured has its own room', async () => {
  const begin = async (name: string): Promise<unknown> => {
    const response = await ci.serving.ask(`/api/v1/topology/sources/${name}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nodes: Array.from({ length: 2_000 }, (_, index) => ({ id: `${name}-${index}` })) }),
    })
    return await response.json()
  }
  for (let count = 0; count < 5; count++) expect(await begin(`s${count}`)).toMatchObject({ accepted: 2_000 })
  expect(await begin('late')).toMatchObject({
    accepted: 0,
    rejectedTotal: 2_000,
    rejected: expect.arrayContaining([
      { line: 1, error: expect.stringContaining('all unconfigured sources together') },
    ]),
  })
  expect(await begin('s3')).toMatchObject({ accepted: 2_000 })
  ci.pass(1_000)
  await ci.serving.ask('/api/v1/topology/sources/s4', { method: 'DELETE' })
  expect(await begin('late')).toMatchObject({ accepted: 2_000 })
})

test('what may be pushed is published as JSON Schema', async () => {
  const response = await ci.serving.ask('/api/v1/schema/topology.json')
  expect(response.headers.get('content-type')).toContain('application/schema+json')
  const schema = z
    .looseObject({
      $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
      anyOf: z.tuple([z.looseObject({ properties: z.record(z.string(), z.unknown()) }), z.unknown()]),
    })
    .parse(await response.json())
  expect(Object.keys(schema.anyOf[0].properties)).toEqual(['nodes', 'edges', 'ttlSeconds'])
  expect(JSON.stringify(schema)).toContain('"additionalProperties":false')
})
