import { isoOf, parseGraphDocument } from '@statusgraph/model'
import type { GraphDocument, Instant } from '@statusgraph/model'
import type { DatabaseSync } from 'node:sqlite'
import { ChangeFeed } from '../change-feed.ts'
import { isSameGraph } from '../same-graph.ts'
import { describeGraph } from '../describe-graph.ts'
import type {
  BinnedGraph,
  DamagedGraph,
  DescribeChange,
  GraphChange,
  GraphInfo,
  RevisionInfo,
  SaveNote,
  SaveResult,
  StoredGraph,
} from '../store.ts'
import type { DatabaseFile } from './database-file.ts'
import {
  deleteRevisions,
  hashOf,
  readDocumentOf,
  readHighestRevision,
  readOrphans,
  readRevisionRow,
  readRevisions,
  readTip,
  readTips,
  writeRevision,
  writeStep,
  writeTip,
} from './rows.ts'
import type { Line, RevisionRow, TipRow } from './rows.ts'
import { thinSteps } from './thin-steps.ts'

/** The newest revision of a graph as far as it can be told; `fault` when its tip is damaged and the revisions were asked. */
interface Tip {
  readonly revision: number
  readonly isRemoved: boolean
  readonly fault?: string
}

type Loaded = { readonly ok: true; readonly stored: StoredGraph } | { readonly ok: false; readonly reason: string }

/** The graphs of one line, synchronously; {@link GraphStore} is this behind promises. */
export class GraphLine {
  readonly #file: DatabaseFile
  readonly #line: Line
  readonly #now: () => Instant
  readonly #feed = new ChangeFeed()
  /** The newest documents, parsed and proven once. A revision never changes, so its number is its proof. */
  readonly #loaded = new Map<string, { readonly revision: number; readonly loaded: Loaded }>()
  /** Older revisions that were asked for and found damaged. */
  readonly #damagedRevisions = new Map<string, DamagedGraph>()
  #announced: ReadonlyMap<string, number>

  constructor(file: DatabaseFile, line: Line, now: () => Instant) {
    this.#file = file
    this.#line = line
    this.#now = now
    this.#announced = this.#currentRevisions()
  }

  list(): readonly StoredGraph[] {
    return this.#file.read((db) =>
      readTips(db, this.#line).flatMap((tip) => {
        if (!tip.sound || tip.row.removedAt !== null) return []
        const loaded = this.#load(db, tip.row.id, tip.row.revision)
        return loaded.ok ? [loaded.stored] : []
      }),
    )
  }

  read(id: string): StoredGraph | undefined {
    return this.#file.read((db) => {
      const tip = this.#tipOf(db, id)
      if (!tip || tip.isRemoved || tip.fault !== undefined) return undefined
      const loaded = this.#load(db, id, tip.revision)
      return loaded.ok ? loaded.stored : undefined
    })
  }

  create(graph: GraphDocument, note: SaveNote): SaveResult {
    const result = this.#file.write((db): SaveResult => {
      const tip = this.#tipOf(db, graph.id)
      if (tip && !tip.isRemoved) return { kind: 'exists' }
      return { kind: 'saved', stored: this.#append(db, graph, note) }
    })
    if (result.kind === 'saved') this.#changed(result.stored)
    return result
  }

  save(graph: GraphDocument, expectedRevision: number, note: SaveNote): SaveResult {
    const result = this.#file.write((db): SaveResult => {
      const tip = this.#tipOf(db, graph.id)
      if (!tip || tip.isRemoved) return { kind: 'missing' }
      if (tip.revision !== expectedRevision) return { kind: 'stale', current: tip.revision }
      return { kind: 'saved', stored: this.#append(db, graph, note) }
    })
    if (result.kind === 'saved') this.#changed(result.stored)
    return result
  }

  /** Makes `graph` the newest revision whatever there was, and makes no revision when it is what there was. */
  put(graph: GraphDocument, note: SaveNote): StoredGraph {
    const known = this.read(graph.id)
    if (known && isSameGraph(known.graph, graph)) return known
    return this.#changed(this.#file.write((db) => this.#append(db, graph, note)))
  }

  remove(id: string, expectedRevision?: number, by?: string): SaveResult | { readonly kind: 'removed' } {
    const result = this.#file.write((db): SaveResult | { readonly kind: 'removed' } => {
      const tip = this.#tipOf(db, id)
      if (!tip || tip.isRemoved) return { kind: 'missing' }
      if (expectedRevision !== undefined && tip.revision !== expectedRevision) {
        return { kind: 'stale', current: tip.revision }
      }
      writeTip(db, {
        line: this.#line,
        id,
        revision: tip.revision,
        removedAt: isoOf(this.#now()),
        removedBy: by?.toWellFormed() ?? null,
      })
      return { kind: 'removed' }
    })
    if (result.kind === 'removed') this.announceChanges()
    return result
  }

  /** What was removed and can be brought back. */
  bin(): readonly BinnedGraph[] {
    return this.#file.read((db) =>
      readTips(db, this.#line)
        .flatMap((tip) => (tip.sound ? this.#readBinned(db, tip.row) : []))
        .toSorted((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1)),
    )
  }

  /** Destroys what was removed. The tip stays, so that no number of a revision ever names two contents. */
  purge(id: string): { readonly kind: 'purged' | 'missing' } {
    this.#loaded.delete(id)
    return this.#file.write((db) => {
      const tip = this.#tipOf(db, id)
      if (!tip?.isRemoved || readRevisions(db, this.#line, id).length === 0) return { kind: 'missing' }
      deleteRevisions(db, this.#line, id)
      return { kind: 'purged' }
    })
  }

  /** Lets go of old steps, a little at each turn: between two turns others get theirs. */
  *thin(describe: DescribeChange): Generator<void> {
    const read = (db: DatabaseSync, id: string, revision: number): GraphDocument | undefined => {
      const loaded = this.#readStored(db, id, revision)
      return loaded.ok ? loaded.stored.graph : undefined
    }
    yield* thinSteps(this.#file, this.#line, { nowMs: this.#now().wallMs, read, describe })
  }

  revisions(id: string): readonly RevisionInfo[] | undefined {
    const rows = this.#file.read((db) => readRevisions(db, this.#line, id))
    if (rows.length === 0) return undefined
    return rows.flatMap((found) => (found.sound ? [revisionInfoOf(found.row)] : []))
  }

  readRevision(id: string, revision: number): GraphDocument | undefined {
    return this.#file.read((db) => {
      const found = readRevisionRow(db, this.#line, id, revision)
      if (!found) return undefined
      const loaded = this.#readStored(db, id, revision)
      if (loaded.ok) return loaded.stored.graph
      this.#damagedRevisions.set(`${id} ${revision}`, { id, reason: loaded.reason })
      return undefined
    })
  }

  damaged(): readonly DamagedGraph[] {
    return this.#file.read((db) => {
      const tips = readTips(db, this.#line).flatMap((tip): readonly DamagedGraph[] => {
        if (!tip.sound) return [{ id: tip.id, reason: tipFault }]
        if (tip.row.removedAt !== null) return []
        const loaded = this.#load(db, tip.row.id, tip.row.revision)
        return loaded.ok ? [] : [{ id: tip.row.id, reason: loaded.reason }]
      })
      const named = new Set(tips.map((one) => one.id))
      const orphans = readOrphans(db, this.#line).filter((id) => !named.has(id))
      return [
        ...tips,
        ...orphans.map((id) => ({ id, reason: tipFault })),
        ...this.#damagedRevisions.values().filter((one) => !named.has(one.id)),
      ]
    })
  }

  subscribe(listener: (change: GraphChange) => void): () => void {
    return this.#feed.subscribe(listener)
  }

  /** Tells the listeners what is different since they were last told; other processes save here, too. */
  announceChanges(): void {
    const current = this.#currentRevisions()
    const before = this.#announced
    this.#announced = current
    for (const [id, revision] of current) if (before.get(id) !== revision) this.#feed.announce({ id, revision })
    for (const id of before.keys()) if (!current.has(id)) this.#feed.announce({ id, deleted: true })
  }

  #changed(stored: StoredGraph): StoredGraph {
    const { id, revision } = stored.info
    this.#loaded.set(id, { revision, loaded: { ok: true, stored } })
    this.announceChanges()
    return stored
  }

  #currentRevisions(): ReadonlyMap<string, number> {
    return new Map(
      this.#file.read((db) =>
        readTips(db, this.#line).flatMap((tip): [string, number][] =>
          tip.sound && tip.row.removedAt === null ? [[tip.row.id, tip.row.revision]] : [],
        ),
      ),
    )
  }

  #append(db: DatabaseSync, graph: GraphDocument, note: SaveNote): StoredGraph {
    const document = JSON.stringify(graph)
    const row: RevisionRow = {
      line: this.#line,
      graphId: graph.id,
      revision: readHighestRevision(db, graph.id) + 1,
      savedAt: isoOf(this.#now()),
      // SQLite stores UTF-8, which has no half characters: the seal must be made over what will be read.
      savedBy: note.by?.toWellFormed() ?? null,
      message: note.message?.toWellFormed() ?? null,
      nodes: graph.nodes.length,
      edges: graph.edges.length,
      documentHash: hashOf(document),
    }
    writeRevision(db, row, document)
    if (note.isStep === true) writeStep(db, this.#line, graph.id, row.revision)
    writeTip(db, { line: this.#line, id: graph.id, revision: row.revision, removedAt: null, removedBy: null })
    return { info: infoOf(graph, row, this.#line), graph }
  }

  #tipOf(db: DatabaseSync, id: string): Tip | undefined {
    const tip = readTip(db, this.#line, id)
    if (tip?.sound) return { revision: tip.row.revision, isRemoved: tip.row.removedAt !== null }
    const revisions = readRevisions(db, this.#line, id)
    if (!tip && revisions.length === 0) return undefined
    return { revision: readHighestRevision(db, id), isRemoved: false, fault: tipFault }
  }

  #readBinned(db: DatabaseSync, { id, revision, removedAt, removedBy }: TipRow): readonly BinnedGraph[] {
    if (removedAt === null) return []
    const found = readRevisionRow(db, this.#line, id, revision)
    // Without its newest revision it was purged.
    if (found === undefined) return []
    const loaded = this.#readStored(db, id, revision)
    return [
      {
        id,
        name: loaded.ok ? loaded.stored.info.name : id,
        revision,
        deletedAt: removedAt,
        ...(removedBy === null ? {} : { by: removedBy }),
        nodes: found.sound ? found.row.nodes : 0,
        edges: found.sound ? found.row.edges : 0,
      },
    ]
  }

  #load(db: DatabaseSync, id: string, revision: number): Loaded {
    const known = this.#loaded.get(id)
    if (known?.revision === revision) return known.loaded
    const loaded = this.#readStored(db, id, revision)
    this.#loaded.set(id, { revision, loaded })
    return loaded
  }

  #readStored(db: DatabaseSync, id: string, revision: number): Loaded {
    const found = readRevisionRow(db, this.#line, id, revision)
    const refuse = (what: string): Loaded => ({
      ok: false,
      reason: `revision ${revision} ${what}; it is kept as it is, and older revisions can be restored`,
    })
    if (!found) return refuse('is not in the database')
    const document = found.sound ? readDocumentOf(db, found.row) : undefined
    if (!found.sound || document === undefined) return refuse('was changed on the disk (its checksum is wrong)')
    const parsed = parseGraphDocument(JSON.parse(document))
    if (!parsed.ok) {
      const [first] = parsed.faults
      return refuse(`does not read as a graph document (${first?.path.join('.')}: ${first?.message})`)
    }
    return { ok: true, stored: { info: infoOf(parsed.graph, found.row, this.#line), graph: parsed.graph } }
  }
}

const tipFault =
  'the entry that names its newest revision was changed on the disk (its checksum is wrong); its revisions can be restored'

function infoOf(graph: GraphDocument, row: RevisionRow, line: Line): GraphInfo {
  return {
    ...describeGraph(graph),
    revision: row.revision,
    updatedAt: row.savedAt,
    provisioned: line === 'provisioned',
  }
}

function revisionInfoOf(row: RevisionRow): RevisionInfo {
  return {
    revision: row.revision,
    at: row.savedAt,
    nodes: row.nodes,
    edges: row.edges,
    ...(row.savedBy === null ? {} : { by: row.savedBy }),
    ...(row.message === null ? {} : { message: row.message }),
  }
}
