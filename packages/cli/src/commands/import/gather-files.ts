import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { decodeText, importLimits } from '@statusgraph/importers'
import { CommandFailure } from '../../terminal.ts'
import type { Terminal } from '../../terminal.ts'
import type { Place } from './format-diagram.ts'

/** What is imported: one file as it is, or the text of many. */
export interface Gathered {
  readonly bytes: Uint8Array
  /** For its extension; undefined for what has no name. */
  readonly name: string | undefined
  readonly files: number
  /** Where a line of the whole stands. */
  readonly locate: (line: number | undefined) => Place
}

/** UTF-16 takes two bytes for most characters. */
const mostBytes = 2 * importLimits.text

/** Reads one file, stdin for `-`, or the YAML and JSON files of folders, which become the documents of one text. */
export async function gatherFiles(terminal: Terminal, paths: readonly string[]): Promise<Gathered> {
  const files = (await Promise.all(paths.map((path) => listFiles(terminal, path)))).flat()
  const [only] = files
  if (only !== undefined && files.length === 1) {
    const bytes = await readBytes(terminal, only)
    const file = only === '-' ? 'stdin' : only
    return { bytes, name: only === '-' ? undefined : basename(only), files: 1, locate: (line) => ({ file, line }) }
  }
  let text = ''
  let lines = 0
  const starts: { readonly file: string; readonly before: number }[] = []
  for (const file of files) {
    const own = decodeText(await readBytes(terminal, file)).replace(/^\uFEFF/, '')
    if (text.length + own.length > importLimits.text) {
      throw new CommandFailure(`the files together have more than ${importLimits.text} characters`)
    }
    starts.push({ file, before: lines })
    const document = `${own.replace(/\n$/, '')}\n---\n`
    text += document
    lines += document.split('\n').length - 1
  }
  const locate = (line: number | undefined): Place => {
    const start = line === undefined ? undefined : starts.findLast(({ before }) => before < line)
    if (line === undefined || start === undefined) return { file: paths.join(' '), line: undefined }
    return { file: start.file, line: line - start.before }
  }
  return { bytes: new TextEncoder().encode(text), name: undefined, files: files.length, locate }
}

async function listFiles(terminal: Terminal, path: string): Promise<readonly string[]> {
  if (path === '-') return [path]
  const root = resolve(terminal.cwd, path)
  const found = await stat(root).catch((error: unknown) => refuse(path, error))
  if (!found.isDirectory()) return [path]
  const names = await readdir(root, { recursive: true }).catch((error: unknown) => refuse(path, error))
  const files = names.filter((name) => /\.(?:ya?ml|json)$/i.test(name) && !/(?:^|\/)(?:\.|node_modules\/)/.test(name))
  if (files.length === 0) throw new CommandFailure(`${path} has no .yml, .yaml or .json file`)
  return files.toSorted().map((name) => join(path, name))
}

async function readBytes(terminal: Terminal, path: string): Promise<Uint8Array> {
  if (path === '-') return terminal.input(mostBytes)
  const file = resolve(terminal.cwd, path)
  const { size } = await stat(file).catch((error: unknown) => refuse(path, error))
  if (size > mostBytes)
    throw new CommandFailure(`${path} is too large: it has ${size} bytes, and ${mostBytes} are read`)
  return await readFile(file).catch((error: unknown) => refuse(path, error))
}

function refuse(path: string, error: unknown): never {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  const reason = isMissing ? 'it does not exist' : error instanceof Error ? error.message : String(error)
  throw new CommandFailure(`${path} cannot be read: ${reason}`, { cause: error })
}
