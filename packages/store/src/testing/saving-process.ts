// A process with a store, driven line by line over its input, so that a test can take the disk away from it.
// Arguments: the data folder, and the user to become (0 to stay).
// Lines in: save (a new graph), list, probe. Lines out: one JSON answer for each.
import { createInterface } from 'node:readline'
import { openSqliteStore } from '../sqlite/sqlite-store.ts'
import { StoreFailure } from '../store.ts'
import type { GraphStore } from '../store.ts'
import { sampleGraph } from './sample-graph.ts'

const [folder = '', user = '0'] = process.argv.slice(2)
// Everything is loaded by now; a user without rights could not read the program's own files.
if (Number(user) > 0) {
  process.setgroups?.([])
  process.setgid?.(Number(user))
  process.setuid?.(Number(user))
}

let store: GraphStore | undefined
let saved = 0

async function answer(line: string): Promise<unknown> {
  try {
    store ??= await openSqliteStore({ folder, now: () => ({ monoMs: performance.now(), wallMs: Date.now() }) })
    if (line === 'list') return { ids: (await store.list()).map((info) => info.id), damaged: await store.damaged() }
    if (line === 'probe') return { probe: (await store.probe()) ?? 'ok' }
    const id = `graph-${process.pid}-${++saved}`
    const result = await store.create(sampleGraph(id, { nodes: 200, mark: 'saved' }))
    return { kind: result.kind, id }
  } catch (error) {
    if (error instanceof StoreFailure) return { refused: error.code, message: error.message }
    throw error
  }
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await answer(line)))
