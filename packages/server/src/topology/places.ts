import type { GraphStore } from '@statusgraph/store'
import { z } from 'zod'

/** A place, and when something stood there last, ms since 1970. */
interface Place {
  readonly x: number
  readonly y: number
  readonly usedAtMs: number
}

const memoPrefix = 'places/'
const dayMs = 24 * 60 * 60_000
/** Whoever comes back within this time stands where it stood. */
const keepMs = 30 * dayMs
/** Of those that stand nowhere now, so many places of a graph are kept: names may come and go without end. */
const mostAbsent = 5_000
const placesSchema = z.record(z.string(), z.tuple([z.number(), z.number(), z.number()]))

/** Where discovered nodes stand in each graph that draws them: remembered, so that nothing moves by itself. */
export class Places {
  readonly #store: GraphStore
  readonly #onStoreFailure: (error: unknown) => void
  readonly #byGraph: Map<string, ReadonlyMap<string, Place>>

  private constructor(
    store: GraphStore,
    onStoreFailure: (error: unknown) => void,
    byGraph: Map<string, ReadonlyMap<string, Place>>,
  ) {
    this.#store = store
    this.#onStoreFailure = onStoreFailure
    this.#byGraph = byGraph
  }

  static async open(store: GraphStore, onStoreFailure: (error: unknown) => void): Promise<Places> {
    try {
      const memos = [...(await store.readMemos())].filter(([name]) => name.startsWith(memoPrefix))
      const byGraph = new Map(memos.map(([name, text]) => [name.slice(memoPrefix.length), readPlaces(text)]))
      return new Places(store, onStoreFailure, byGraph)
    } catch (error) {
      onStoreFailure(error)
      return new Places(store, onStoreFailure, new Map())
    }
  }

  of(graph: string): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
    return this.#byGraph.get(graph) ?? new Map()
  }

  /** Takes in where everything stands now. What stands nowhere now keeps its place for a while. */
  keep(graph: string, places: ReadonlyMap<string, { readonly x: number; readonly y: number }>, wallMs: number): void {
    const before = this.#byGraph.get(graph) ?? new Map<string, Place>()
    const absent = [...before].filter(([id, { usedAtMs }]) => !places.has(id) && wallMs - usedAtMs < keepMs)
    const next = new Map([
      // Those that left last are at the end.
      ...absent.slice(-mostAbsent),
      ...[...places].map(([id, { x, y }]) => [id, { x, y, usedAtMs: usedAt(before.get(id), wallMs) }] as const),
    ])
    if (isSame(before, next)) return
    this.#byGraph.set(graph, next)
    this.#save(new Map([[memoPrefix + graph, writePlaces(next)]]))
  }

  /** Forgets the places of a graph that is gone. */
  forget(graph: string): void {
    if (this.#byGraph.delete(graph)) this.#save(new Map([[memoPrefix + graph, undefined]]))
  }

  #save(changes: ReadonlyMap<string, string | undefined>): void {
    // A place that is not on disk costs a new one after a crash, and nothing else.
    this.#store.saveMemos(changes).catch(this.#onStoreFailure)
  }
}

/** To the day, so that a place that is used all the time is not written all the time. */
function usedAt(before: Place | undefined, wallMs: number): number {
  return before !== undefined && wallMs - before.usedAtMs < dayMs ? before.usedAtMs : wallMs
}

function isSame(before: ReadonlyMap<string, Place>, after: ReadonlyMap<string, Place>): boolean {
  if (before.size !== after.size) return false
  return after.entries().every(([id, { x, y, usedAtMs }]) => {
    const known = before.get(id)
    return known?.x === x && known.y === y && known.usedAtMs === usedAtMs
  })
}

function writePlaces(places: ReadonlyMap<string, Place>): string {
  const entries: Record<string, [number, number, number]> = Object.create(null)
  for (const [id, { x, y, usedAtMs }] of places) entries[id] = [x, y, usedAtMs]
  return JSON.stringify(entries)
}

function readPlaces(text: string): ReadonlyMap<string, Place> {
  const { data = {} } = placesSchema.safeParse(JSON.parse(text))
  return new Map(Object.entries(data).map(([id, [x, y, usedAtMs]]) => [id, { x, y, usedAtMs }]))
}
