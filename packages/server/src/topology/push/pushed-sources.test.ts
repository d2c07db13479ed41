import {
  ageTopology,
  createTopology,
  declareSources,
  readSaid,
  type Instant,
  type Topology,
  type TopologySourceDeclaration,
  writeTopology,
} from '@statusgraph/model'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { adHocPush } from '../../config/sources/push.ts'
import type { PushIntake } from './intake.ts'
import { PushedSources } from './pushed-sources.ts'
import { readBatch } from './read-lines.ts'

const startMs = Date.parse('2026-01-01T12:00:00Z')

/** Sources that push into a topology, with a clock that a test turns. */
function pushing(limits: { readonly maxNodes: number; readonly maxEdges: number } = adHocPush) {
  let topology: Topology = createTopology([])
  let declarations: ReadonlyMap<string, TopologySourceDeclaration> = new Map()
  let atMs = 0
  const now = (): Instant => ({ monoMs: atMs, wallMs: startMs + atMs })
  const intake: PushIntake = {
    get topology() {
      return topology
    },
    get declarations() {
      return declarations
    },
    admit(declaration) {
      declarations = new Map(declarations).set(declaration.name, declaration)
      topology = declareSources(topology, [...declarations.values()])
    },
    dismiss(name) {
      declarations = new Map([...declarations].filter(([known]) => known !== name))
      topology = declareSources(topology, [...declarations.values()])
    },
    write(handover, room) {
      const written = writeTopology(topology, handover, room)
      topology = written.topology
      return written.verdicts
    },
    saved: async () => undefined,
    age(at) {
      topology = ageTopology(topology, at)
    },
  }
  const sources = new PushedSources({
    intake,
    configured: () => undefined,
    findNamesake: () => undefined,
    now,
    onForgotten: () => undefined,
  })
  return {
    async push(operations: readonly object[]) {
      const lines = await readBatch(Buffer.from(JSON.stringify(operations)), false)
      return sources.push({ ...sources.find('ci'), ...limits }, 'written', lines, 'nothing')
    },
    said: () => {
      const { nodes, edges } = readSaid(topology, 'ci', now()) ?? { nodes: [], edges: [] }
      const all = [...nodes, ...edges].map(({ seen, ttlMs, tsMs }) => JSON.stringify([seen, ttlMs, tsMs]))
      return all.toSorted()
    },
    pass: (ms: number) => {
      atMs += ms
    },
  }
}

const name = fc.constantFrom('a', 'b', 'c', 'shop/d')
const ttlSeconds = fc.option(fc.integer({ min: 3_600, max: 7_200 }), { nil: undefined })
const [node, edge] = [fc.constant('node'), fc.constant('edge')]
const upsert = fc.constant('upsert')
const other = fc.constantFrom('delete', 'touch')
const operation = fc.oneof(
  fc.record({ op: upsert, type: node, id: name, name: fc.constantFrom('x', 'y'), ttlSeconds }),
  fc.record({ op: other, type: node, id: name, ttlSeconds }),
  fc.record({ op: upsert, type: edge, source: name, target: name, label: fc.constantFrom('p', 'q'), ttlSeconds }),
  fc.record({ op: other, type: edge, source: name, target: name, ttlSeconds }),
)
const mostLines = 12

/** A sender stamps every line with a moment of its own, all with one, or none; in any order. */
const batch = fc
  .tuple(
    fc.array(operation, { maxLength: mostLines }),
    fc.constantFrom('none', 'one', 'own'),
    fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: mostLines, maxLength: mostLines }),
  )
  .map(([operations, stamps, steps]) =>
    operations.map((one, index) => {
      if (stamps === 'none') return one
      return { ...one, ts: startMs - (steps[stamps === 'one' ? 0 : index] ?? 0) * 1_000 }
    }),
  )

test('whatever was said before, the same batch twice is the same state in the same revision', async () => {
  await fc.assert(
    fc.asyncProperty(batch, batch, async (before, again) => {
      const source = pushing()
      await source.push(before)
      source.pass(10)
      const first = await source.push(again)
      // To touch what is not there yet is refused the first time, and not the second.
      fc.pre(first.rejected.length === 0)
      const said = source.said()
      source.pass(10)
      const second = await source.push(again)
      expect(source.said()).toEqual(said)
      expect(second.revision).toBe(first.revision)
    }),
    { numRuns: 300 },
  )
})

test('the revision changes exactly when somebody who asks would be answered something else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 2, maxLength: 5 }), async (batches) => {
      const source = pushing()
      let before: { readonly revision: number; readonly said: readonly string[] } | undefined
      for (const one of batches) {
        source.pass(10)
        const { revision } = await source.push(one)
        // The order of writes is kept, and is no part of the answer.
        const said = source.said().map((text) => text.replace(/,[^,]*\]$/, ''))
        if (said.length === 0 && before === undefined) continue
        if (before !== undefined) {
          expect(revision === before.revision).toBe(JSON.stringify(said) === JSON.stringify(before.said))
          expect(revision).toBeGreaterThanOrEqual(before.revision)
        }
        before = { revision, said }
      }
    }),
    { numRuns: 300 },
  )
})

test('what is refused or ignored leaves no trace', async () => {
  await fc.assert(
    fc.asyncProperty(batch, batch, async (before, batchOfAll) => {
      const [all, few] = [pushing({ maxNodes: 3, maxEdges: 5 }), pushing({ maxNodes: 3, maxEdges: 5 })]
      for (const source of [all, few]) {
        await source.push(before)
        source.pass(10)
      }
      const { rejected, accepted } = await all.push(batchOfAll)
      const bad = new Set(rejected.map(({ line }) => line))
      const answer = await few.push(batchOfAll.filter((_, index) => !bad.has(index + 1)))
      expect(answer).toMatchObject({ accepted, rejected: [] })
      expect(few.said()).toEqual(all.said())
    }),
    { numRuns: 300 },
  )
})
