import { readFile, readdir, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { readStage } from '@statusgraph/importers'
import { graphLimits } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { StoreFailure, openSqliteStore } from '@statusgraph/store'
import type { GraphStore } from '@statusgraph/store'
import { count } from '../format-diagnostic.ts'
import { CommandFailure } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'

/**
 * Takes over the stage files of the original Statusgraph. What was taken over before is left alone, so that running it
 * twice does no harm; a file that cannot be read is named and skipped, and hides no other.
 */
export async function migrate(
  terminal: Terminal,
  folder: string,
  options: { readonly dataDir?: string },
): Promise<number> {
  const root = resolve(terminal.cwd, folder)
  const files = await listStageFiles(root, folder)
  const fromEnvironment = terminal.env['STATUSGRAPH_DATA_DIR'] ?? ''
  const dataDir = resolve(terminal.cwd, options.dataDir ?? (fromEnvironment === '' ? './data' : fromEnvironment))
  const store = await openSqliteStore({ folder: dataDir, now: terminal.now })
  const tally = { taken: 0, known: 0, skipped: 0 }
  try {
    for (const file of files) tally[await takeOver(terminal, store, root, file)]++
  } catch (error) {
    if (error instanceof StoreFailure) throw new CommandFailure(error.message, { cause: error })
    throw error
  } finally {
    await store.close()
  }
  terminal.err(
    `${count(files.length, 'file')}: ${tally.taken} taken over, ${tally.known} there already, ${tally.skipped} skipped\n`,
  )
  return tally.skipped > 0 ? 3 : 0
}

/** The original reads every file below its data folder, whatever it is called; what it saves has no extension. */
async function listStageFiles(root: string, shown: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .filter(({ name }) => !name.startsWith('.') && !name.startsWith('statusgraph.db'))
      .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
      .toSorted()
  } catch (error) {
    const reason =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'it does not exist' : String(error)
    throw new CommandFailure(`${shown} cannot be read: ${reason}`, { cause: error })
  }
}

async function takeOver(
  terminal: Terminal,
  store: GraphStore,
  root: string,
  file: string,
): Promise<'taken' | 'known' | 'skipped'> {
  const skip = (message: string): 'skipped' => {
    terminal.err(`skipped ${message.replaceAll(/\s+/g, ' ')}\n`)
    return 'skipped'
  }
  const text = await readText(join(root, file))
  if (text === undefined) return skip(`${file}: it cannot be read, or is larger than 32 MiB`)
  const stage = readStage(text, file)
  if (!stage.ok) return skip(stage.message)
  const { kind, id } = await save(store, stage.graph)
  const size = `${count(stage.graph.nodes.length, 'node')}, ${count(stage.graph.edges.length, 'edge')}`
  if (kind === 'known') {
    terminal.out(`${id}: there already, from ${file}\n`)
    return kind
  }
  terminal.out(`${id}: taken over from ${file} (${size})\n`)
  if (id !== stage.graph.id)
    terminal.out(`  the id "${stage.graph.id}" belongs to another graph, this one got "${id}"\n`)
  for (const note of stage.notes) terminal.out(`  ${note}\n`)
  return kind
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return (await stat(path)).size > graphLimits.bytes ? undefined : await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Stores a graph under its id, or, when another graph has that id, under the next one that is free. */
async function save(
  store: GraphStore,
  graph: GraphDocument,
): Promise<{ readonly kind: 'taken' | 'known'; readonly id: string }> {
  for (let number = 1; ; number++) {
    const id = number === 1 ? graph.id : `${graph.id.slice(0, 60)}-${number}`
    const candidate = { ...graph, id }
    const result = await store.create(candidate, { by: 'migrate', message: 'taken over from the original Statusgraph' })
    if (result.kind === 'saved') return { kind: 'taken', id }
    const first = await store.readRevision(id, 1)
    if (first !== undefined && isSame(first, candidate)) return { kind: 'known', id }
  }
}

function isSame(one: GraphDocument, other: GraphDocument): boolean {
  const plain = (graph: GraphDocument): unknown => JSON.parse(JSON.stringify(graph))
  return isDeepStrictEqual(plain(one), plain(other))
}
