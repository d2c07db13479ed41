import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { graphIdSchema, graphLimits, sayClockSkew } from '@statusgraph/model'
import { loadConfig, probeUpstreams } from '@statusgraph/server'
import type { Diagnostic, UpstreamAnswer } from '@statusgraph/server'
import { readGraphText } from '@statusgraph/document-text'
import { count, formatDiagnostic } from '../format-diagnostic.ts'
import { CommandFailure } from '../terminal.ts'
import type { Terminal } from '../terminal.ts'

/** Checks configurations and graph documents, and names every fault as `file:line:column: message, hint`. */
export async function check(
  terminal: Terminal,
  paths: readonly string[],
  { online }: { readonly online: boolean },
): Promise<number> {
  const found: Diagnostic[] = []
  let files = 0
  let unreadable = 0
  for (const path of paths) {
    try {
      const { graphs, configs } = await sortFiles(terminal, path)
      files += graphs.length + configs.length
      found.push(...checkGraphs(graphs))
      if (configs.length > 0) found.push(...(await checkConfig(terminal, configs, online)))
    } catch (error) {
      // What cannot be read hides no fault of the others.
      if (!(error instanceof CommandFailure) || paths.length === 1) throw error
      terminal.err(`error: ${error.message}\n`)
      unreadable++
    }
  }
  for (const diagnostic of found) terminal.out(`${formatDiagnostic(diagnostic)}\n`)
  const errors = found.filter(({ severity }) => severity === 'error').length
  const warnings = found.length - errors
  terminal.err(`${count(files, 'file')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}\n`)
  if (errors + unreadable > 0) return 1
  return warnings > 0 ? 3 : 0
}

interface ReadFile {
  readonly file: string
  readonly bytes: Uint8Array
}

/** Tells graph documents from configurations by what is in them; those of one folder make one configuration. */
async function sortFiles(
  terminal: Terminal,
  path: string,
): Promise<{ readonly graphs: readonly ReadFile[]; readonly configs: readonly ReadFile[] }> {
  const graphs: ReadFile[] = []
  const configs: ReadFile[] = []
  const { files, inner } = await listFiles(terminal, path)
  for (const file of files) {
    const read = await readOne(terminal, file)
    if (isGraph(read)) graphs.push(read)
    // A folder of configuration files is YAML; other JSON in it is none of our business.
    else if (files.length + inner.length === 1 || !file.endsWith('.json')) configs.push(read)
  }
  for (const file of inner) {
    const read = await readOne(terminal, file)
    // Below a configuration may lie whatever it names; below graph documents lie graph documents.
    if (configs.length === 0 || isGraph(read)) graphs.push(read)
  }
  return { graphs, configs }
}

async function readOne(terminal: Terminal, file: string): Promise<ReadFile> {
  try {
    const bytes = await buffer(createReadStream(resolve(terminal.cwd, file), { end: graphLimits.bytes }))
    if (bytes.length > graphLimits.bytes) throw new CommandFailure(`${file} is larger than 32 MiB`)
    return { file, bytes }
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure(`${file} cannot be read: ${wordError(error)}`, { cause: error })
  }
}

/** The files of a folder and, as for provisioned graphs, of the folders in it; a path to a file is that file. */
async function listFiles(
  terminal: Terminal,
  path: string,
): Promise<{ readonly files: readonly string[]; readonly inner: readonly string[] }> {
  try {
    const at = (name: string): string => resolve(terminal.cwd, name)
    if (!(await stat(at(path))).isDirectory()) return { files: [path], inner: [] }
    const entries = (await readdir(at(path))).filter((name) => !name.startsWith('.')).toSorted()
    const files = entries.filter((name) => documentName.test(name)).map((name) => join(path, name))
    const inner: string[] = []
    for (const name of entries) {
      if (documentName.test(name)) continue
      // What is no folder, or one of secrets that only the server may read, holds nothing to check.
      const names = await readdir(at(join(path, name))).catch((): string[] => [])
      const documents = names.filter((one) => !one.startsWith('.') && documentName.test(one))
      inner.push(...documents.toSorted().map((one) => join(path, name, one)))
    }
    if (files.length + inner.length === 0) throw new CommandFailure(`${path} has no .yml, .yaml or .json file`)
    return { files, inner }
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure(`${path} cannot be read: ${wordError(error)}`, { cause: error })
  }
}

function wordError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && error.code === 'ENOENT' ? 'it does not exist' : error.message
}

const documentName = /\.(?:ya?ml|json)$/i

/** What a file is meant to be shows in its top-level keys, also when the rest of it cannot be read. */
function isGraph({ bytes }: ReadFile): boolean {
  const text = Buffer.from(bytes)
    .toString()
    .replace(/^\uFEFF/, '')
  if (/^\s*\{/.test(text)) return /["']?\b(?:nodes|edges)["']?\s*:/.test(text)
  if (/^["']?(?:nodes|edges)["']?\s*:/m.test(text)) return true
  return /^version\s*:/m.test(text) && !/^(?:upstream|mapping)\s*:/m.test(text)
}

/** Graphs of one folder are shown together, so each needs an id of its own. */
function checkGraphs(files: readonly ReadFile[]): readonly Diagnostic[] {
  const owners = new Map<string, string>()
  return files.flatMap(({ file, bytes }): readonly Diagnostic[] => {
    // As in a provisioned folder, a document without an id is called like its file.
    const name = graphIdSchema.safeParse(basename(file, extname(file)))
    const read = readGraphText(Buffer.from(bytes).toString(), file, name.data)
    if (!read.ok) return read.faults.map((fault) => ({ severity: 'error', ...fault }))
    const { id } = read.graph
    const owner = owners.get(id)
    owners.set(id, owner ?? file)
    if (owner === undefined) return []
    const message = `the id "${id}" belongs to ${owner} already`
    return [{ severity: 'error', file, line: 1, column: 1, message, hint: 'choose another' }]
  })
}

async function checkConfig(
  terminal: Terminal,
  read: readonly ReadFile[],
  online: boolean,
): Promise<readonly Diagnostic[]> {
  const files = read.map(({ file }) => file)
  const alreadyRead = new Map(read.map(({ file, bytes }) => [file, bytes]))
  const loaded = await loadConfig({ path: files, env: terminal.env, flags: {}, cwd: terminal.cwd, alreadyRead })
  if (!online || loaded.config === undefined) return loaded.diagnostics
  const answers = await probeUpstreams(loaded.config, terminal.ending)
  const found = answers.flatMap((answer): readonly Diagnostic[] => {
    const place = loaded.places.get(answer.name) ?? { file: files[0] ?? '', line: 1, column: 1 }
    if (answer.ok) {
      terminal.err(`${answer.name} ${wordAnswer(answer)}\n`)
      return wordClocks(answer).map((message) => ({
        severity: 'warning',
        ...place,
        message,
        hint: 'let both keep time by NTP',
      }))
    }
    return [{ severity: 'error', ...place, message: `${answer.name} cannot be used: ${answer.message}` }]
  })
  return [...loaded.diagnostics, ...found]
}

function wordClocks(answer: Extract<UpstreamAnswer, { ok: true }>): readonly string[] {
  const clocks = 'clocks' in answer ? (answer.clocks ?? []) : []
  return clocks.flatMap(({ url, aheadMs }) => {
    const skew = sayClockSkew(aheadMs / 1_000)
    const whose = clocks.length > 1 ? `the clock of ${url}` : 'its clock'
    return skew === undefined ? [] : [`${answer.name}: ${whose} is ${skew}`]
  })
}

function wordAnswer(answer: Extract<UpstreamAnswer, { ok: true }>): string {
  if ('edges' in answer) return `tells of ${count(answer.nodes, 'node')} and ${count(answer.edges, 'edge')}`
  return answer.version === undefined ? 'answers' : `answers, version ${answer.version}`
}
