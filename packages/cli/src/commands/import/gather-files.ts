import { readFile, readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { importLimits } from '@statusgraph/importers'
import { manyFilePatterns } from '@statusgraph/model'
import type { UnreadFile } from '@statusgraph/server'
import { CommandFailure } from '../../terminal.ts'
import type { Terminal } from '../../terminal.ts'

/** UTF-16 takes two bytes for most characters. */
const mostBytes = 2 * importLimits.text

/** The files of some paths: `-` is stdin, and of a folder the diagrams below it that are of one kind. */
export async function gatherFiles(terminal: Terminal, paths: readonly string[]): Promise<readonly UnreadFile[]> {
  const names = (await Promise.all(paths.map((path) => listFiles(terminal, path)))).flat()
  const files: UnreadFile[] = []
  let bytesLeft = mostBytes
  for (const name of names) {
    const bytes = await readBytes(terminal, name, bytesLeft)
    bytesLeft -= bytes.length
    files.push({ bytes, name: name === '-' ? undefined : name })
  }
  return files
}

async function listFiles(terminal: Terminal, path: string): Promise<readonly string[]> {
  if (path === '-') return [path]
  const root = resolve(terminal.cwd, path)
  const found = await stat(root).catch((error: unknown) => refuse(path, error))
  if (!found.isDirectory()) return [path]
  const names = await readdir(root, { recursive: true }).catch((error: unknown) => refuse(path, error))
  const seen = names.filter((name) => !/(?:^|\/)(?:\.|node_modules\/)/.test(name))
  const files = manyFilePatterns.map((kind) => seen.filter((name) => kind.test(name))).find(({ length }) => length > 0)
  if (files === undefined) throw new CommandFailure(`${path} has no .dsl, .c4, .yml, .yaml or .json file`)
  return files.toSorted().map((name) => join(path, name))
}

async function readBytes(terminal: Terminal, path: string, bytesLeft: number): Promise<Uint8Array> {
  if (path === '-') return terminal.input(bytesLeft)
  const file = resolve(terminal.cwd, path)
  const { size } = await stat(file).catch((error: unknown) => refuse(path, error))
  if (size > bytesLeft) throw new CommandFailure(`${path} is too large: ${mostBytes} bytes are read at most`)
  return await readFile(file).catch((error: unknown) => refuse(path, error))
}

function refuse(path: string, error: unknown): never {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  const reason = isMissing ? 'it does not exist' : error instanceof Error ? error.message : String(error)
  throw new CommandFailure(`${path} cannot be read: ${reason}`, { cause: error })
}
