import { readFile, readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { readStage } from '@statusgraph/importers'
import { graphLimits } from '@statusgraph/model'
import type { GraphDocument } from '@statusgraph/model'
import { StoreFailure, openSqliteStore } from '@statusgraph/store'
import type { GraphStore } from '@statusgraph/store'
import { count } from '../format-diagnostic.ts'
import { CommandFailure, showPlain } from '../terminal.ts'
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
  const { files, closed } = await listStageFiles(root, folder)
  const fromEnvironment = terminal.env['STATUSGRAPH_DATA_DIR'] ?? ''
  const dataDir = resolve(terminal.cwd, options.dataDir ?? (fromEnvironment === '' ? './data' : fromEnvironment))
  const tally = { taken: 0, known: 0, skipped: closed.length }
  for (const { path, reason } of closed) terminal.err(`skipped ${path}: ${reason}\n`)
  try {
    const store = await openSqliteStore({ folder: dataDir, now: terminal.now })
    try {
      for (const file of files) tally[await takeOver(terminal, store, root, file)]++
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof StoreFailure) throw new CommandFailure(error.message, { cause: error })
    throw error
  }
  terminal.err(
    `${count(files.length + closed.length, 'file')}: ${tally.taken} taken over, ${tally.known} there already, ${tally.skipped} skipped\n`,
  )
  return tally.skipped > 0 ? 3 : 0
}

interface StageFiles {
  /** Paths below the folder. */
  readonly files: readonly string[]
  /** Folders in it that cannot be looked into, such as the `lost+found` of a disk. */
  readonly closed: readonly { readonly path: string; readonly reason: string }[]
}

/** The original reads every file below its data folder, whatever it is called; what it saves has no extension. */
async function listStageFiles(root: string, shown: string): Promise<StageFiles> {
  const files: string[] = []
  const closed: { path: string; reason: string }[] = []
  const look = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
      const path = join(below, entry.name)
      if (entry.isDirectory()) {
        await look(path).catch((error: unknown) => closed.push({ path, reason: wordReason(error) }))
      } else if ((entry.isFile() || entry.isSymbolicLink()) && !/^(?:\.|statusgraph\.db)/.test(entry.name)) {
        files.push(path)
      }
    }
  }
  try {
    await look('')
  } catch (error) {
    throw new CommandFailure(`${shown} cannot be read: ${wordReason(error)}`, { cause: error })
  }
  return { files: files.toSorted(), closed }
}

function wordReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'it does not exist'
  if (code === 'ENOTDIR') return 'it is not a folder'
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  return error instanceof Error ? error.message : String(error)
}

async function takeOver(
  terminal: Terminal,
  store: GraphStore,
  root: string,
  file: string,
): Promise<'taken' | 'known' | 'skipped'> {
  const skip = (message: string): 'skipped' => {
    terminal.err(`skipped ${showPlain(message)}\n`)
    return 'skipped'
  }
  const read = await readText(join(root, file))
  if ('reason' in read) return skip(`${file}: ${read.reason}`)
  const stage = readStage(read.text, file)
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
  for (const note of stage.notes) terminal.out(`  ${showPlain(note)}\n`)
  return kind
}

async function readText(path: string): Promise<{ readonly text: string } | { readonly reason: string }> {
  try {
    const found = await stat(path)
    // A link may lead anywhere, and the other end of a pipe never comes.
    if (!found.isFile()) return { reason: 'it leads to something that is no file' }
    if (found.size > graphLimits.bytes) return { reason: 'it is larger than 32 MiB' }
    return { text: await readFile(path, 'utf8') }
  } catch (error) {
    return { reason: `it cannot be read: ${wordReason(error)}` }
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
