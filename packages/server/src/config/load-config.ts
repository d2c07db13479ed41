import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Config, Diagnostic } from './config.ts'
import type { Environment } from './expand-variables.ts'
import type { ConfigFlags } from './overrides.ts'
import { parseConfig, sortDiagnostics } from './parse-config.ts'
import type { ConfigText } from './parse-config.ts'
import { configBytesLimit, errorAt } from './read-yaml.ts'
import type { Place } from './tree.ts'
import { checkReferences, wordReason } from './references.ts'

export interface ConfigOrigin {
  /** A file, a folder of files, or several files; undefined: what `STATUSGRAPH_CONFIG` names, or no file at all. */
  readonly path?: string | readonly string[]
  readonly env: Environment
  readonly flags: ConfigFlags
  /** Where relative paths of flags and variables start. */
  readonly cwd: string
  /** What was read before, by file, and is not read again; what pipes said is put here, because they say it only once. */
  readonly alreadyRead?: Map<string, Uint8Array>
  /** Files that said something before: one that is empty now was cut, by a full disk or a command that failed. */
  readonly saidSomething?: ReadonlySet<string>
}

export interface LoadedConfig {
  /** Undefined when there is an error among the diagnostics. */
  readonly config?: Config
  readonly diagnostics: readonly Diagnostic[]
  /** Changes when what the files say changes. */
  readonly fingerprint: string
  /** The files in which anything stands. */
  readonly saySomething: ReadonlySet<string>
  /** Where each upstream's address stands, and each source of discovery, by its name. */
  readonly places: ReadonlyMap<string, Place>
}

/** Reads the configuration and reports every fault at once; never throws because of what the files say. */
export async function loadConfig(origin: ConfigOrigin): Promise<LoadedConfig> {
  const read = await readTexts(origin)
  const saying = read.texts.filter(({ text }) => text.trim() !== '')
  const cut = read.texts.filter((one) => !saying.includes(one) && origin.saidSomething?.has(one.file) === true)
  const parsed = parseConfig(cut.length > 0 ? saying : read.texts, origin)
  const missing = await checkReferences(parsed.references)
  const diagnostics = sortDiagnostics([...read.diagnostics, ...cut.map(wordCut), ...parsed.diagnostics, ...missing])
  const isGood = diagnostics.every(({ severity }) => severity !== 'error')
  return {
    diagnostics,
    fingerprint: fingerprintOf(read),
    saySomething: new Set(saying.map(({ file }) => file)),
    places: parsed.places,
    ...(isGood && parsed.config !== undefined ? { config: parsed.config } : {}),
  }
}

function wordCut({ file }: ConfigText): Diagnostic {
  return errorAt({ file, line: 1, column: 1 }, 'the file is empty now', 'write {} when nothing is meant to stand in it')
}

/** What changes when the files change, without reading a meaning into them. */
export async function fingerprintConfig(origin: ConfigOrigin): Promise<string> {
  return fingerprintOf(await readTexts(origin))
}

interface ReadTexts {
  readonly texts: readonly ConfigText[]
  readonly diagnostics: readonly Diagnostic[]
}

function fingerprintOf({ texts, diagnostics }: ReadTexts): string {
  const faults = diagnostics.map(({ file, message }) => [file, message])
  return createHash('sha256')
    .update(JSON.stringify([texts, faults]))
    .digest('hex')
}

async function readTexts(origin: ConfigOrigin): Promise<ReadTexts> {
  const { path, env } = origin
  const given = path ?? (env['STATUSGRAPH_CONFIG'] === '' ? undefined : env['STATUSGRAPH_CONFIG'])
  if (given === undefined) return { texts: [], diagnostics: [] }
  const read = await Promise.all(
    (typeof given === 'string' ? [given] : given).map(async (one) => await readFileOrFolder(one, origin)),
  )
  return { texts: read.flatMap(({ texts }) => texts), diagnostics: read.flatMap(({ diagnostics }) => diagnostics) }
}

function unreadable(file: string, error: unknown): ReadTexts {
  const fault = errorAt({ file, line: 1, column: 1 }, `the configuration cannot be read: ${wordReason(error)}`)
  return { texts: [], diagnostics: [fault] }
}

async function readFileOrFolder(path: string, origin: ConfigOrigin): Promise<ReadTexts> {
  const { cwd } = origin
  try {
    const known = origin.alreadyRead?.get(path)
    if (known !== undefined) return decode(path, known)
    const found = await stat(resolve(cwd, path))
    if (!found.isDirectory()) {
      const bytes = await readBytes(path, cwd)
      if (!found.isFile()) origin.alreadyRead?.set(path, bytes)
      return decode(path, bytes)
    }
    // Names that begin with a dot are the inside of a mounted ConfigMap, and editors' leftovers.
    const names = (await readdir(resolve(cwd, path))).filter((name) => /^[^.].*\.ya?ml$/.test(name)).toSorted()
    if (names.length === 0) return unreadable(path, new Error('the folder has no .yml or .yaml file'))
    const files = await Promise.all(
      names.map(
        async (name) =>
          await readOne(join(path, name), cwd).catch((error: unknown) => unreadable(join(path, name), error)),
      ),
    )
    return { texts: files.flatMap(({ texts }) => texts), diagnostics: files.flatMap(({ diagnostics }) => diagnostics) }
  } catch (error) {
    return unreadable(path, error)
  }
}

async function readOne(file: string, cwd: string): Promise<ReadTexts> {
  return decode(file, await readBytes(file, cwd))
}

/** Not more than shows that it is too much: nobody knows what a link leads to. */
async function readBytes(file: string, cwd: string): Promise<Uint8Array> {
  return await buffer(createReadStream(resolve(cwd, file), { end: configBytesLimit }))
}

function decode(file: string, bytes: Uint8Array): ReadTexts {
  const place = { file, line: 1, column: 1 }
  if (bytes.length > configBytesLimit) {
    return { texts: [], diagnostics: [errorAt(place, 'the file is larger than 4 MiB')] }
  }
  try {
    return { texts: [{ file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }], diagnostics: [] }
  } catch {
    return { texts: [], diagnostics: [errorAt(place, 'the file is not UTF-8 text')] }
  }
}
