import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelsFrom } from '../evidence.ts'
import { Simulation, mishaps } from '../testing/simulation.ts'
import { alertOf, at, cartOnly, graphOf, shopMapping, Story } from '../testing/world-builder.ts'
import { applyDelta, diffSnapshots } from './diff.ts'
import { fold } from './fold.ts'
import { findServices, serviceKey, splitServices } from './match.ts'
import type { NodeStatus, Snapshot } from './snapshot.ts'
import { wantsConfirmation } from './world.ts'

const hostileKey = fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '')
const name = fc.oneof(fc.string({ maxLength: 12 }), hostileKey)
const lamp = fc.constantFrom('critical', 'warning', 'unknown', 'muted', 'ok')

const nodeStatus: fc.Arbitrary<NodeStatus> = fc.record({
  lamp,
  overlays: fc.array(fc.record({ kind: fc.constant('partial'), reason: fc.string({ maxLength: 4 }) }), {
    maxLength: 2,
  }),
  reasons: fc.constant([]),
  metrics: fc.array(
    fc.record({
      name,
      value: fc.double({ noNaN: true }),
      at: fc.constant('2026-01-01T00:00:00Z'),
      lamp: fc.constant('none'),
    }),
    { maxLength: 2 },
  ),
  counts: fc.dictionary(fc.constantFrom('alerts', 'critical'), fc.nat(3)),
})

const snapshot: fc.Arbitrary<Snapshot> = fc.record({
  graph: fc.constant('shop'),
  revision: fc.nat(3),
  nodes: elements(nodeStatus),
  edges: elements(fc.record({ lamp, overlays: fc.constant([]), reasons: fc.constant([]) })),
  summary: fc.record({
    critical: fc.nat(2),
    warning: fc.nat(2),
    muted: fc.nat(1),
    unknown: fc.nat(1),
    ok: fc.nat(1),
    stale: fc.nat(1),
  }),
  upstreams: elements(fc.record({ kind: fc.constant('prometheus'), ok: fc.boolean(), warnings: fc.constant([]) })),
})

test('applying the difference of two snapshots to the first gives the second', () => {
  fc.assert(
    fc.property(snapshot, snapshot, (a, b) => {
      const delta = diffSnapshots(a, b)
      const wired = delta && JSON.parse(JSON.stringify(delta))
      const result = wired === undefined ? a : applyDelta(a, wired)
      expect(JSON.parse(JSON.stringify(sorted(result)))).toEqual(JSON.parse(JSON.stringify(sorted(b))))
      expect(diffSnapshots(b, b)).toBeUndefined()
    }),
  )
})

test('elements that did not change keep their identity', () => {
  fc.assert(
    fc.property(snapshot, snapshot, (a, b) => {
      const delta = diffSnapshots(a, b)
      if (delta === undefined) return
      const result = applyDelta(a, delta)
      for (const [id, status] of Object.entries(a.nodes)) {
        if (!Object.hasOwn(delta.nodes, id)) expect(result.nodes[id]).toBe(status)
      }
    }),
  )
})

test('a service is found whatever its case, spaces and neighbours in the list', () => {
  const service = fc.stringMatching(/^[a-z][a-z0-9.-]{0,10}$/)
  const spaced = fc.tuple(service, fc.boolean(), fc.stringMatching(/^ {0,2}$/))
  fc.assert(
    fc.property(fc.array(spaced, { minLength: 1, maxLength: 5 }), name, (parts, label) => {
      const value = parts.map(([one, isUpper, space]) => space + (isUpper ? one.toUpperCase() : one) + space).join(',')
      const said = { labels: labelsFrom([[label, value]]), annotations: labelsFrom([]) }
      const found = findServices(said, { ...shopMapping.alerts, serviceLabels: [label] })
      expect(new Set(found.keys())).toEqual(new Set(parts.map(([one]) => serviceKey(one))))
    }),
  )
})

test('splitting any value gives trimmed services without templates and never throws', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      for (const service of splitServices(value)) {
        expect(service).toBe(service.trim())
        expect(service).not.toContain('{{')
        expect(service).not.toBe('')
      }
    }),
  )
})

test('hostile names of labels, services and nodes neither throw nor leak into prototypes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name), { maxLength: 6 }), name, (pairs, nodeId) => {
      const graph = graphOf({ nodes: [{ id: nodeId === '' ? 'x' : nodeId }] })
      const labels = labelsFrom([...pairs, ['service_id', nodeId]])
      const { world } = Story.begin().alerts(0, [{ ...alertOf(), labels, annotations: labels }])
      const { snapshot: seen } = fold(world, graph, 1, at(1))
      expect(Object.keys(seen.nodes)).toEqual(graph.nodes.map(({ id }) => id))
      expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('service_id')
    }),
  )
})

test('no reachable state shows ok when nobody could lately have known that it is', () => {
  // Trouble comes often, or most stories would be about nothing.
  const mishap = fc.oneof(
    fc.constantFrom(...mishaps),
    fc.constantFrom('service goes down', 'the rules route is refused', 'Alertmanager dies', 'Alertmanager starts'),
  )
  const step = fc.record({
    mishap,
    seconds: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 20, max: 400 })),
  })
  // An answer may be as old as two polls of the rules before it stops being fresh.
  const graceSeconds = 30
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const simulation = new Simulation()
      for (const { mishap, seconds } of steps) {
        simulation.happen(mishap)
        for (let passed = 0; passed < seconds; passed++) {
          simulation.tick((story) => wantsConfirmation(story.world))
          if (simulation.story.lamp(simulation.seconds) !== 'ok') continue
          expect(simulation.seconds - simulation.lastGoodSecond).toBeLessThanOrEqual(graceSeconds)
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('a service that is well is green again once everybody who watches it is', () => {
  const step = fc.record({ mishap: fc.constantFrom(...mishaps), seconds: fc.integer({ min: 1, max: 100 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      const simulation = new Simulation()
      const pass = (seconds: number): void => {
        for (let passed = 0; passed < seconds; passed++) simulation.tick((story) => wantsConfirmation(story.world))
      }
      for (const { mishap, seconds } of steps) {
        simulation.happen(mishap)
        pass(seconds)
      }
      for (const mishap of mishaps.filter((one) => /comes up|starts|restored|mended|arrive/.test(one)))
        simulation.happen(mishap)
      pass(300)
      expect(simulation.story.lamp(simulation.seconds)).toBe('ok')
    }),
    { numRuns: 100 },
  )
})

test('what is remembered from the last fold never differs from folding anew', () => {
  const step = fc.record({ mishap: fc.constantFrom(...mishaps), seconds: fc.integer({ min: 1, max: 60 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const simulation = new Simulation()
      for (const { mishap, seconds } of steps) {
        simulation.happen(mishap)
        for (let passed = 0; passed < seconds; passed++) {
          simulation.tick((story) => wantsConfirmation(story.world))
          const { world } = simulation.story
          const now = at(simulation.seconds)
          expect(fold(world, cartOnly, 1, now)).toEqual(fold(world, { ...cartOnly }, 1, now))
        }
      }
    }),
    { numRuns: 50 },
  )
})

function elements<T>(element: fc.Arbitrary<T>): fc.Arbitrary<Readonly<Record<string, T>>> {
  return fc.array(fc.tuple(name, element), { maxLength: 5 }).map((pairs) => {
    const record: Record<string, T> = Object.create(null)
    for (const [key, value] of pairs) record[key] = value
    return record
  })
}

function sorted(one: Snapshot): unknown {
  const byKey = (record: object): unknown => Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { ...one, nodes: byKey(one.nodes), edges: byKey(one.edges), upstreams: byKey(one.upstreams) }
}
