import { ApiProblem, createClient, problemSchema } from '@statusgraph/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStream, type EventReader } from '../testing/event-reader.ts'
import { startServing, type Serving } from '../testing/serving.ts'

let serving: Serving
const readers: EventReader[] = []

beforeAll(async () => {
  serving = await startServing()
})
afterAll(async () => {
  for (const reader of readers) reader.close()
  await serving.stop()
})

async function draw(id: string): Promise<void> {
  await serving.client.createGraph({ version: 1, id, nodes: [{ id: 'a' }] })
}

async function watch(id: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
  const reader = await openStream(serving.client.eventsUrl(id), headers)
  readers.push(reader)
  return reader
}

const isEditors = ({ event }: { readonly event: string }): boolean => event === 'editors'

test('everybody who watches a graph learns who edits it, whenever they come', async () => {
  await draw('seen')
  const early = await watch('seen')
  expect(await early.next()).toMatchObject({ event: 'snapshot' })
  expect(await serving.client.announceEditor('seen', 'tab-1', 'Ada')).toMatchObject([{ id: 'tab-1', name: 'Ada' }])
  const ada = { graph: 'seen', editors: [{ id: 'tab-1', name: 'Ada', since: expect.any(String) }] }
  expect(await early.until(isEditors)).toEqual({ event: 'editors', id: undefined, data: ada })

  const late = await watch('seen')
  const snapshot = await late.next()
  expect(snapshot.event).toBe('snapshot')
  expect(await late.next()).toMatchObject({ event: 'editors', data: ada })
  const back = await watch('seen', { 'last-event-id': snapshot.id ?? '' })
  expect(await back.next()).toMatchObject({ event: 'editors', data: ada })

  await serving.client.leaveGraph('seen', 'tab-1')
  expect(await late.until(isEditors)).toMatchObject({ data: { editors: [] } })
})

test('who edits changes nothing of what a viewer resumes from', async () => {
  await draw('resumed')
  const before = await serving.client.readStatus('resumed')
  await serving.client.announceEditor('resumed', 'tab-1', 'Ada')
  expect((await serving.client.readStatus('resumed')).sequence).toBe(before.sequence)
  const { graph, revision } = await serving.client.readGraph('resumed')
  await serving.client.saveGraph({ ...graph, name: 'renamed' }, revision)
  const back = await watch('resumed', { 'last-event-id': String(before.sequence) })
  expect(await back.next()).toMatchObject({ event: 'graph', id: String(before.sequence + 1) })
})

test('a name is shown as one line of at most 80 characters, and an empty one is refused', async () => {
  await draw('named')
  const [editor] = await serving.client.announceEditor('named', 'tab-1', `  A\u0007d\r\na ${'x'.repeat(500)}`)
  expect(editor?.name).toMatch(/^A d a x+$/)
  expect(editor?.name).toHaveLength(80)
  const refusals = [
    serving.client.announceEditor('named', 'tab-1', ' \u0000 '),
    serving.client.announceEditor('named', 'tab/1 <b>', 'Ada'),
  ]
  for (const refusal of await Promise.allSettled(refusals)) {
    expect(refusal).toMatchObject({ status: 'rejected', reason: { problem: { code: 'request/invalid' } } })
  }
  const nothing = await serving.ask('/api/v1/graphs/named/editors/tab-1', { method: 'PUT' })
  expect(problemSchema.parse(await nothing.json())).toMatchObject({ status: 400, code: 'request/invalid' })
  await expect(serving.client.announceEditor('nowhere', 'tab-1', 'Ada')).rejects.toBeInstanceOf(ApiProblem)
})

test('the history says who made each change, in whatever script the name is written', async () => {
  let name: string | undefined = 'Жанна 🦊'
  const client = createClient(serving.server.url, fetch, { editorName: () => name })
  const { graph } = await client.createGraph({ version: 1, id: 'signed', nodes: [{ id: 'a' }] })
  name = 'x'.repeat(500)
  await client.saveGraph({ ...graph, name: 'Signed' }, 1)
  name = undefined
  await client.restoreRevision('signed', 1)
  const revisions = await client.listRevisions('signed')
  expect(revisions.map(({ by }) => by)).toEqual([undefined, 'x'.repeat(80), 'Жанна 🦊'])
  const odd = await serving.ask('/api/v1/graphs/signed/revisions/1/restore', {
    method: 'POST',
    headers: { 'statusgraph-editor': '%E0%A4%A' },
  })
  expect(odd.status).toBe(200)
})
