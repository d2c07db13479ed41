// A process that saves as fast as it can and says so, one line for each acknowledged save, until it is killed.
// Arguments: the data folder, the number of the writer.
import { writeSync } from 'node:fs'
import { openSqliteStore } from '../sqlite/sqlite-store.ts'
import { sampleGraph } from './sample-graph.ts'

const [folder = '', writer = ''] = process.argv.slice(2)
const store = await openSqliteStore({
  folder,
  now: () => ({ monoMs: performance.now(), wallMs: Date.now() }),
})
const id = `graph-${writer}`
let revision = (await store.read(id))?.info.revision ?? 0
for (;;) {
  const next = sampleGraph(id, { nodes: 200, mark: `revision ${revision + 1} of writer ${writer}` })
  const result = revision === 0 ? await store.create(next) : await store.save(next, revision)
  if (result.kind !== 'saved') throw new Error(JSON.stringify(result))
  revision = result.stored.info.revision
  // Synchronous, so that the line is in the pipe before the next save begins.
  writeSync(1, `${revision}\n`)
}
