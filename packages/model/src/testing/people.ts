import fc from 'fast-check'
import type { GraphDocument } from '../graph/document.ts'
import type { Decision } from '../edit/conflict.ts'
import { decideConflict } from '../edit/decide.ts'
import type { History } from '../edit/history.ts'
import { emptyHistory, recordStep, redoStep, undoStep } from '../edit/history.ts'
import { mergeGraphs } from '../edit/merge.ts'
import { updateFields } from '../edit/operations/fields.ts'
import { findLosses } from './merge-oracle.ts'
import type { RandomEdit } from './random-edits.ts'
import { doEdit, randomEdit } from './random-edits.ts'

/** What somebody does. */
export type Act =
  | { readonly kind: 'edit'; readonly edit: RandomEdit }
  /** An edit that nobody can contest: a word of one's own among the tags. */
  | { readonly kind: 'mark' }
  | { readonly kind: 'save' | 'receive' | 'undo' | 'redo' | 'disconnect' | 'reconnect' }

export const randomAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit'), edit: randomEdit }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('mark') }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('save', 'save', 'receive', 'undo', 'undo', 'redo', 'disconnect', 'reconnect'),
    }),
  },
)

/** Holds the newest revision and takes the next one only from who has seen it. */
export class Server {
  revision = 1
  graph: GraphDocument
  constructor(graph: GraphDocument) {
    this.graph = graph
  }
  /** As over the wire: equal, and no object shared. */
  read(): GraphDocument {
    return JSON.parse(JSON.stringify(this.graph))
  }
  write(graph: GraphDocument, seen: number): boolean {
    if (seen !== this.revision) return false
    this.revision++
    this.graph = JSON.parse(JSON.stringify(graph))
    return true
  }
}

/** Somebody who edits, as a session of the editor does. */
export class Client {
  readonly name: string
  readonly #server: Server
  readonly #decide: () => Decision
  #base: GraphDocument
  #seen: number
  #history: History = emptyHistory
  #isOnline = true
  #marks = 0
  graph: GraphDocument
  /** Marks that are set and not undone. */
  readonly marked = new Set<string>()
  /** What merges lost, as sentences. */
  readonly losses: string[] = []

  constructor(name: string, server: Server, decide: () => Decision) {
    this.name = name
    this.#server = server
    this.#decide = decide
    this.#base = server.read()
    this.#seen = server.revision
    this.graph = this.#base
  }

  act(one: Act): void {
    switch (one.kind) {
      case 'edit':
        return this.#edit(one.edit.deed, doEdit(this.graph, one.edit))
      case 'mark': {
        const mark = `${this.name}-${this.#marks++}`
        this.marked.add(mark)
        return this.#edit(mark, updateFields(this.graph, { tags: [...(this.graph.tags ?? []), mark] }))
      }
      case 'save':
        return this.save()
      case 'receive':
        return this.receive()
      case 'undo':
        return this.#move(undoStep)
      case 'redo':
        return this.#move(redoStep)
      case 'disconnect':
      case 'reconnect':
        this.#isOnline = one.kind === 'reconnect'
    }
  }

  save(): void {
    if (!this.#isOnline) return
    while (!this.#server.write(this.graph, this.#seen)) this.receive()
    this.#base = this.graph
    this.#seen = this.#server.revision
  }

  receive(): void {
    if (!this.#isOnline || this.#seen === this.#server.revision) return
    const sources = { base: this.#base, mine: this.graph, theirs: this.#server.read() }
    const merged = mergeGraphs(sources.base, sources.mine, sources.theirs)
    this.losses.push(...findLosses({ ...sources, ...merged }))
    this.graph = merged.graph
    for (const conflict of merged.conflicts) this.graph = decideConflict(this.graph, sources, conflict, this.#decide())
    this.#base = sources.theirs
    this.#seen = this.#server.revision
  }

  #edit(label: string, after: GraphDocument): void {
    this.#history = recordStep(this.#history, label, this.graph, after)
    this.graph = after
  }

  #move(move: typeof undoStep): void {
    const moved = move(this.#history, this.graph)
    if (moved === undefined) return
    this.#history = moved.history
    this.graph = moved.graph
    if (!moved.label.startsWith(this.name)) return
    if (move === undoStep) this.marked.delete(moved.label)
    else this.marked.add(moved.label)
  }
}
