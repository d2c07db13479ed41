import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultMapping } from '../mapping.ts'
import { fold } from '../status/fold.ts'
import { isStale } from '../status/groups.ts'
import type { Snapshot } from '../status/snapshot.ts'
import { createWorld } from '../status/world.ts'
import { readGraph } from '../testing/views.ts'
import { at } from '../testing/world-builder.ts'
import { drawTopology } from './draw-topology.ts'
import type { Traffic } from './sighting.ts'
import { ageTopology, createTopology, nextTopologyChangeAfter, receiveTopology } from './topology.ts'
import type { Topology } from './topology.ts'
import { viewTopology } from './view-topology.ts'

const intervalMs = 30_000
/** Numbers last for two intervals in which answers leave them out, and the last answer is fresh for two of its own. */
const graceSeconds = (4 * intervalMs) / 1000
const source = {
  name: 'traces',
  kind: 'prometheus',
  detail: 'service graph',
  priority: 0,
  forgetAfterMs: 86_400_000,
} as const
const world = createWorld({ mapping: defaultMapping, upstreams: [] })

const amount = fc.constantFrom(undefined, 0, 0.001, 0.5, 40)
const numbers = fc.option(
  fc
    .record({ ratePerSecond: amount, errorsPerSecond: amount, health: fc.constantFrom(undefined, 0, 1) })
    .map((all): Traffic => {
      const known = Object.entries(all).filter(([, value]) => value !== undefined)
      return { layer: 'server', ...Object.fromEntries(known) }
    }),
  { nil: undefined },
)
const happening = fc.oneof(
  fc.record({ kind: fc.constant('seen'), traffic: numbers }),
  fc.constant({ kind: 'left out' }),
  fc.constant({ kind: 'failed' }),
  fc.constant({ kind: 'silent' }),
)
const step = fc.record({ what: happening, seconds: fc.integer({ min: 1, max: 120 }) })

type Happening = { readonly kind: string; readonly traffic?: Traffic | undefined }

function tell(topology: Topology, { kind, traffic }: Happening, seconds: number): Topology {
  const told = { source: 'traces', at: at(seconds), intervalMs }
  if (kind === 'silent') return topology
  if (kind === 'failed')
    return receiveTopology(topology, { ...told, kind, failure: { code: 'refused', message: 'connection refused' } })
  const edge = { source: 'web', target: 'db', provenance: 'observed', ...(traffic ? { traffic } : {}) } as const
  const sighting = { nodes: [], edges: kind === 'seen' ? [edge] : [] }
  return receiveTopology(topology, { ...told, kind: 'seen', sighting, warnings: [] })
}

/** Whether whoever heard this may call the edge good. */
function isGood({ kind, traffic }: Happening): boolean {
  const { ratePerSecond: rate = 0, errorsPerSecond: errors, health } = traffic ?? {}
  const isKnown = errors !== undefined || health === 1
  return kind === 'seen' && rate > 0 && isKnown && health !== 0 && (errors ?? 0) / rate <= 0.2
}

test.each(['drawn', 'discovered'] as const)(
  'no reachable state shows an edge that is %s ok without fresh evidence',
  (how) => {
    const graph =
      how === 'drawn'
        ? readGraph({
            nodes: [{ id: 'web' }, { id: 'db' }],
            edges: [{ id: 'web→db', source: 'web', target: 'db' }],
          })
        : readGraph({ dynamic: 'auto' })
    let shown = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let topology = createTopology([source])
        let seconds = 0
        let goodUntil = -1
        let before: Snapshot | undefined
        for (const { what, seconds: passing } of steps) {
          topology = tell(topology, what, seconds)
          if (isGood(what)) goodUntil = seconds + graceSeconds
          else if (what.kind === 'seen') goodUntil = -1
          for (const end = seconds + passing; seconds < end; seconds++) {
            const now = at(seconds)
            topology = ageTopology(topology, now)
            const view = viewTopology(topology, { graph, rules: {} }, now)
            before = fold(world, drawTopology(graph, view), 1, now, view, before).snapshot
            const status = before.edges['web→db']
            if (status?.lamp !== 'ok' || isStale(status)) continue
            shown++
            expect(seconds).toBeLessThan(goodUntil)
          }
        }
      }),
      { numRuns: 60 },
    )
    // A law about what is never shown means nothing.
    expect(shown).toBeGreaterThan(0)
  },
)

test('what is remembered of a fold never differs from folding anew, and it says when it will differ', () => {
  const graph = readGraph({ dynamic: 'auto' })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let topology = createTopology([source])
      let seconds = 0
      for (const { what, seconds: passing } of steps) {
        topology = tell(topology, what, seconds)
        const start = at(seconds)
        const view = viewTopology(ageTopology(topology, start), { graph, rules: {} }, start)
        const drawn = drawTopology(graph, view)
        const first = fold(world, drawn, 1, start, view)
        const untilMs = Math.min(first.nextChangeAtMs ?? Infinity, nextTopologyChangeAfter(topology, start) ?? Infinity)
        for (const end = seconds + passing; seconds < end; seconds++) {
          const now = at(seconds)
          const again = fold(world, drawn, 1, now, view)
          expect(again).toEqual(fold(world, { ...drawn }, 1, now, view))
          if (now.monoMs < untilMs) expect(again.snapshot).toEqual(first.snapshot)
        }
      }
    }),
    { numRuns: 60 },
  )
})
