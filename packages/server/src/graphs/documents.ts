import {
  describeDifference,
  diffGraphs,
  isEmptyDifference,
  parseGraphDocument,
  type GraphDocument,
} from '@statusgraph/model'
import type { GraphStore, SaveNote, SaveResult, StoredGraph } from '@statusgraph/store'
import { DomainError } from '../http/domain-error.ts'
import type { Expected } from '../http/requests.ts'

/**
 * Reads a document that somebody sent.
 *
 * @throws DomainError with every fault
 */
export function readDocument(body: unknown, fallbackId: string): GraphDocument {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new DomainError('graph/invalid', 'A graph document is an object with version, nodes and edges.', {
      faults: [{ path: [], message: 'this is not an object' }],
    })
  }
  const parsed = parseGraphDocument(body, fallbackId)
  if (parsed.ok) return parsed.graph
  const [first] = parsed.faults
  const more = parsed.faults.length > 1 ? ` (and ${parsed.faults.length - 1} more)` : ''
  // A broken document may have a fault in each of its elements; the first hundred tell enough.
  throw new DomainError('graph/invalid', `${first?.path.join('.') ?? ''}: ${first?.message ?? ''}${more}`, {
    faults: parsed.faults.slice(0, 100),
  })
}

/** Stores a new graph under the id that its document names, or else under one that is made from its name. */
export async function createGraph(store: GraphStore, body: unknown, note: SaveNote): Promise<StoredGraph> {
  const { id, name } = nameOf(body)
  if (id !== undefined) {
    const graph = readDocument(body, '')
    return storedOrRefuse(await store.create(graph, noteOrigin(graph, note)), graph.id, 'nothing')
  }
  const stem = slugOf(name ?? 'graph')
  for (let n = 1; ; n++) {
    const graph = readDocument(body, n === 1 ? stem : `${stem}-${n}`)
    const result = await store.create(graph, noteOrigin(graph, note))
    if (result.kind !== 'exists' && result.kind !== 'read-only') return storedOrRefuse(result, graph.id, 'nothing')
  }
}

function noteOrigin({ origin }: GraphDocument, note: SaveNote): SaveNote {
  return origin === undefined ? note : { ...note, message: `copied from ${origin.graph}, revision ${origin.revision}` }
}

/** Stores the next revision over the one that the sender started from. */
export async function saveGraph(
  store: GraphStore,
  graph: GraphDocument,
  expected: Expected,
  note: SaveNote,
): Promise<StoredGraph> {
  return storedOrRefuse(await saveOver(store, graph, expected, note), graph.id, expected)
}

/** Removes a graph if it still is what the sender saw. */
export async function removeGraph(store: GraphStore, id: string, expected: Expected, { by }: SaveNote): Promise<void> {
  const revision = await chooseRevision(store, id, expected)
  const result = await store.remove(id, revision, by)
  if (result.kind !== 'removed') storedOrRefuse(result, id, expected)
}

/** Stores an old revision as the newest one; a deleted graph comes back to life. */
export async function restoreRevision(
  store: GraphStore,
  id: string,
  revision: number,
  expected: Expected,
  note: SaveNote,
): Promise<StoredGraph> {
  const graph = await store.readRevision(id, revision)
  if (graph === undefined) throw new DomainError('revision/not-found', `There is no revision ${revision} of "${id}".`)
  const restored = { ...note, message: `restored revision ${revision}` }
  const result =
    (await store.read(id)) === undefined
      ? await store.create(graph, restored)
      : await saveOver(store, graph, expected === 'nothing' ? 'any' : expected, restored)
  return storedOrRefuse(result, id, expected)
}

async function saveOver(
  store: GraphStore,
  graph: GraphDocument,
  expected: Expected,
  note: SaveNote,
): Promise<SaveResult> {
  const revision = await chooseRevision(store, graph.id, expected)
  if (revision === undefined) return { kind: 'missing' }
  return store.save(graph, revision, note.message === undefined ? await noteChange(store, graph, revision, note) : note)
}

/** The note of a save that says nothing about itself: what changed since the revision that it goes over. */
async function noteChange(
  store: GraphStore,
  graph: GraphDocument,
  revision: number,
  note: SaveNote,
): Promise<SaveNote> {
  const before = await store.read(graph.id)
  if (before?.info.revision !== revision) return note
  const message = describeChange(before.graph, graph)
  return { ...note, isStep: true, ...(message === undefined ? {} : { message }) }
}

/** What changed, in words; undefined: nothing. */
export function describeChange(before: GraphDocument, after: GraphDocument): string | undefined {
  const difference = diffGraphs(before, after)
  return isEmptyDifference(difference) ? undefined : describeDifference(difference)
}

/** The revision to hold against the stored one. Of several that are good, the stored one if it is among them. */
async function chooseRevision(store: GraphStore, id: string, expected: Expected): Promise<number | undefined> {
  if (expected === 'nothing') return undefined
  if (expected !== 'any' && expected.length === 1) return expected[0]
  const current = (await store.read(id))?.info.revision
  if (expected === 'any' || current === undefined) return current
  return expected.includes(current) ? current : expected[0]
}

function storedOrRefuse(result: SaveResult, id: string, expected: Expected): StoredGraph {
  switch (result.kind) {
    case 'saved':
      return result.stored
    case 'missing':
      throw new DomainError('graph/not-found', `There is no graph "${id}".`)
    case 'exists':
      throw new DomainError(
        'graph/exists',
        `There is a graph "${id}" already; save over it with PUT, or choose another id.`,
      )
    case 'read-only':
      throw new DomainError(
        'graph/read-only',
        `The graph "${id}" comes from a file in a provisioning folder of the configuration: change it there, or copy it under another id.`,
      )
    case 'stale': {
      const started = Array.isArray(expected) ? expected[0] : undefined
      throw new DomainError(
        'graph/stale',
        `You started from revision ${started ?? 'unknown'}, and revision ${result.current} is stored. Read it and put your changes into it.`,
        { members: { ...(started === undefined ? {} : { expected: started }), current: result.current } },
      )
    }
  }
}

function nameOf(body: unknown): { readonly id?: unknown; readonly name?: string } {
  if (typeof body !== 'object' || body === null) return {}
  const id: unknown = 'id' in body ? body.id : undefined
  const name: unknown = 'name' in body ? body.name : undefined
  return { ...(id === undefined ? {} : { id }), ...(typeof name === 'string' ? { name } : {}) }
}

/** A name as an id: `Web shop` becomes `web-shop`. */
function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 56)
  return slug === '' ? 'graph' : slug
}
