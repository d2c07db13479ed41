import { topologySourceKinds } from '@statusgraph/model'
import { applyOverrides } from './overrides.ts'
import type { ConfigFlags } from './overrides.ts'
import { buildConfig } from './build-config.ts'
import type { Config, Diagnostic } from './config.ts'
import { expandVariables } from './expand-variables.ts'
import type { Environment } from './expand-variables.ts'
import { mergeFiles } from './merge-files.ts'
import { normalise } from './normalise.ts'
import { errorAt, readYaml } from './read-yaml.ts'
import { resolveReferences } from './references.ts'
import type { Reference } from './references.ts'
import { checkRules, upstreamKinds } from './rules.ts'
import { isAbsence, wordIssue } from './schema-faults.ts'
import { configSchema } from './schema.ts'
import { itemsAt, nowhere, placeAt, textAt, toPlain } from './tree.ts'
import type { Place, Tree } from './tree.ts'

/** A configuration file as it was read. */
export interface ConfigText {
  readonly file: string
  readonly text: string
}

export interface ParsedConfig {
  /** Undefined when there is an error among the diagnostics. */
  readonly config?: Config
  readonly diagnostics: readonly Diagnostic[]
  /** What must exist for the configuration to be usable. */
  readonly references: readonly Reference[]
  /** Where each upstream's address stands, and each source of discovery, by its name. */
  readonly places: ReadonlyMap<string, Place>
}

/**
 * Makes a configuration out of texts, and reports every fault of all of them. Touches no file: what the texts refer
 * to is handed back.
 */
export function parseConfig(
  texts: readonly ConfigText[],
  surroundings: { readonly env: Environment; readonly flags: ConfigFlags; readonly cwd: string },
): ParsedConfig {
  const read = texts.map(({ file, text }) => readYaml(file, text))
  const merged = mergeFiles(read.flatMap(({ tree }) => tree ?? []))
  const syntax = [...read.flatMap(({ diagnostics }) => diagnostics), ...merged.diagnostics]
  const written: Tree = merged.tree ?? {
    kind: 'map',
    place: { ...nowhere, file: texts[0]?.file ?? '' },
    entries: new Map(),
  }
  if (written.kind !== 'map') {
    const fault = errorAt(written.place, 'a configuration is a map of keys', 'begin with "upstream:"')
    return { diagnostics: [...syntax, fault], references: [], places: new Map() }
  }
  const expanded = expandVariables(written, surroundings.env)
  const overridden = applyOverrides(expanded.tree, surroundings.env, surroundings.flags) ?? expanded.tree
  const { tree, references } = resolveReferences(normalise(overridden), surroundings.cwd)
  const parsed = configSchema.safeParse(toPlain(tree))
  // After a syntax error a part is missing, and what it says would be reported as missing too.
  const isWhole = read.every((one) => one.isWhole)
  const issues = (parsed.error?.issues ?? [])
    .filter((issue) => isWhole || !isAbsence(tree, issue))
    .flatMap((issue) => wordIssue(tree, issue))
    .filter((issue) => !isExplained(issue, expanded.diagnostics))
  const rules = isWhole ? checkRules(tree).filter(({ severity }) => severity === 'error' || texts.length > 0) : []
  const diagnostics = sortDiagnostics([...syntax, ...expanded.diagnostics, ...issues, ...rules])
  const isGood = parsed.success && diagnostics.every(({ severity }) => severity !== 'error')
  return {
    diagnostics,
    references,
    places: placesOf(tree),
    ...(isGood ? { config: buildConfig(parsed.data, surroundings.cwd) } : {}),
  }
}

/** A variable that is not set leaves a value that is no good either; that is one fault, not two. */
function isExplained(issue: Diagnostic, by: readonly Diagnostic[]): boolean {
  return by.some(({ file, line, column }) => file === issue.file && line === issue.line && column === issue.column)
}

function placesOf(tree: Tree): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  for (const kind of upstreamKinds) {
    for (const upstream of itemsAt(tree, ['upstream', kind])) {
      const key = textAt(upstream, ['url']) === undefined ? 'urls' : 'url'
      places.set(textAt(upstream, ['name']) ?? kind, placeAt(upstream, [key]))
    }
  }
  for (const kind of topologySourceKinds) {
    for (const source of itemsAt(tree, ['sources', kind])) {
      const name = textAt(source, ['name']) ?? textAt(source, ['preset']) ?? kind
      places.set(name, source.place)
    }
  }
  return places
}

/** By file in the order they appear, then from top to bottom; what is said twice is said once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const order = new Map<string, number>()
  for (const { file } of diagnostics) if (!order.has(file)) order.set(file, order.size)
  const unique = new Map(diagnostics.map((one) => [`${one.file}:${one.line}:${one.column}:${one.message}`, one]))
  return [...unique.values()].toSorted(
    (a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
  )
}
