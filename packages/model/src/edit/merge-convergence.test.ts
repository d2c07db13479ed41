import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Client, Server, randomAct } from '../testing/people.ts'
import { randomGraph, roundTrip } from '../testing/random-edits.ts'
import type { Decision } from './conflict.ts'

test('people who edit, undo, lose the network and come back end with one and the same whole graph', () => {
  const decisions = fc.infiniteStream(fc.constantFrom<Decision>('mine', 'theirs'))
  const names = fc.constantFrom(['ann', 'bob'], ['ann', 'bob', 'cleo'], ['ann', 'bob', 'cleo', 'dee'])
  const acts = fc.array(fc.tuple(fc.nat(3), randomAct), { minLength: 20, maxLength: 120 })
  fc.assert(
    fc.property(randomGraph, names, acts, decisions, (start, names, acts, decide) => {
      const server = new Server(start)
      const clients = names.map((name) => new Client(name, server, () => decide.next().value))
      for (const [who, one] of acts) {
        const client = clients[who % clients.length]
        client?.act(one)
        expect(roundTrip(client?.graph ?? start)).toEqual(client?.graph ?? start)
        expect(client?.losses ?? []).toEqual([])
      }
      for (const client of clients) client.act({ kind: 'reconnect' })
      for (const client of clients) client.save()
      for (const client of clients) client.receive()
      for (const client of clients) {
        expect(client.graph).toEqual(server.graph)
        expect(client.losses).toEqual([])
      }
      expect(roundTrip(server.graph)).toEqual(server.graph)
      const marks = server.graph.tags?.filter((tag) => tag.includes('-')) ?? []
      expect(new Set(marks)).toEqual(new Set(clients.flatMap(({ marked }) => [...marked])))
    }),
    { numRuns: 80 },
  )
})
