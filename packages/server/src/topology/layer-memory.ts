import { writeLayers, type Topology, type TopologySourceDeclaration } from '@statusgraph/model'
import type { GraphStore } from '@statusgraph/store'
import { z } from 'zod'

/** How long what a source said may be lost in a crash: it says it again, or was promised more by `flush`. */
const saveAfterMs = 60_000
/** The same of a source of which nothing is on disk yet: that it was ever seen is the greater loss. */
const saveFirstAfterMs = 2_000
const layerMemo = 'layer/'
const unaskedMemo = 'unasked-sources'

const unaskedSchema = z.array(
  z.object({
    name: z.string(),
    kind: z.enum(['push', 'otlp']),
    detail: z.string(),
    priority: z.number(),
    staleAfterMs: z.number().optional(),
    forgetAfterMs: z.number(),
  }),
)

type Unasked = ReadonlyMap<string, TopologySourceDeclaration>

interface LayerMemoryOptions {
  readonly store: GraphStore
  readonly onStoreFailure: (error: unknown) => void
}

/** What the sources said, on disk: when it was last seen, and what is a ghost by now, outlives the process. */
export class LayerMemory {
  readonly #options: LayerMemoryOptions
  /** The names of the memos on disk, and the topology that they tell of. */
  readonly #written: Set<string>
  #writtenTopology: Topology | undefined
  /** As they were when the server ended last. */
  readonly layers: ReadonlyMap<string, string>
  readonly unasked: Unasked
  #topology: Topology | undefined
  #unasked: Unasked
  #timer: NodeJS.Timeout | undefined
  /** Of the timer that runs. */
  #delayMs = saveAfterMs
  #saving: Promise<void> = Promise.resolve()
  /** Those who wait for the save that has not begun yet. */
  #next: Promise<void> | undefined

  private constructor(options: LayerMemoryOptions, memos: ReadonlyMap<string, string>) {
    this.#options = options
    this.#written = new Set(memos.keys())
    this.layers = new Map(
      [...memos].flatMap(([name, text]) =>
        name.startsWith(layerMemo) ? [[name.slice(layerMemo.length), text] as const] : [],
      ),
    )
    this.unasked = readUnasked(memos.get(unaskedMemo))
    this.#unasked = this.unasked
  }

  static async open(options: LayerMemoryOptions): Promise<LayerMemory> {
    try {
      return new LayerMemory(options, ofTopology(await options.store.readMemos()))
    } catch (error) {
      // Without its memory the server still tells what it sees from now on.
      options.onStoreFailure(error)
      return new LayerMemory(options, new Map())
    }
  }

  /** What should be on disk soon. */
  note(topology: Topology, unasked?: Unasked): void {
    this.#topology = topology
    this.#unasked = unasked ?? this.#unasked
    this.#saveLater()
  }

  /** Saves what was noted. Whoever asks while a save runs shares the next one. */
  flush(): Promise<void> {
    this.#next ??= this.#saveAfter(this.#saving)
    return this.#next
  }

  async stop(): Promise<void> {
    try {
      await this.flush()
    } catch (error) {
      this.#options.onStoreFailure(error)
    }
    clearTimeout(this.#timer)
  }

  #saveLater(): void {
    const delayMs = this.#isAnyNew() ? saveFirstAfterMs : saveAfterMs
    if (this.#timer !== undefined && delayMs >= this.#delayMs) return
    clearTimeout(this.#timer)
    this.#delayMs = delayMs
    this.#timer = setTimeout(() => {
      this.flush().catch((error: unknown) => {
        this.#options.onStoreFailure(error)
        this.#saveLater()
      })
    }, delayMs)
    this.#timer.unref()
  }

  /** Whether some source has spoken of which nothing is on disk. */
  #isAnyNew(): boolean {
    return (
      this.#topology?.layers
        .entries()
        .some(([name, { clock }]) => clock !== undefined && !this.#written.has(layerMemo + name)) ?? false
    )
  }

  async #saveAfter(before: Promise<void>): Promise<void> {
    // A save that failed was told to those who waited for it.
    await before.catch(() => undefined)
    this.#saving = this.#save()
    this.#next = undefined
    return this.#saving
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const topology = this.#topology
    if (topology === undefined || topology === this.#writtenTopology) return
    const changes = new Map<string, string | undefined>(
      [...writeLayers(topology, this.#writtenTopology)].map(([name, text]) => [layerMemo + name, text]),
    )
    for (const name of this.#written) {
      if (name.startsWith(layerMemo) && !topology.layers.has(name.slice(layerMemo.length))) changes.set(name, undefined)
    }
    changes.set(unaskedMemo, JSON.stringify([...this.#unasked.values()]))
    await this.#options.store.saveMemos(changes)
    this.#writtenTopology = topology
    for (const [name, text] of changes) {
      if (text === undefined) this.#written.delete(name)
      else this.#written.add(name)
    }
  }
}

/** Other memos belong to others. */
function ofTopology(memos: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...memos].filter(([name]) => name.startsWith(layerMemo) || name === unaskedMemo))
}

function readUnasked(text: string | undefined): Unasked {
  if (text === undefined) return new Map()
  const { data = [] } = unaskedSchema.safeParse(JSON.parse(text))
  return new Map(
    data.map(({ staleAfterMs, ...one }) => [
      one.name,
      { ...one, ...(staleAfterMs === undefined ? {} : { staleAfterMs }) },
    ]),
  )
}
