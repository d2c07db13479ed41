import { configSchema, listKeys, overridableKeys } from '@statusgraph/server'
import type { KeyInfo } from '@statusgraph/server'
import { writeTable } from './page.ts'
import type { ReferencePage } from './page.ts'

const introduction = `# Configuration

One YAML file, or a folder of them: \`statusgraph serve --config FILE|DIR\`. Everything may be left out.
\`statusgraph check FILE|DIR\` names every fault with its line; the server reads changed files by itself and keeps what
was in force when the new text is bad. \`provisioning\`, \`icons\` and what stands under \`server\`, but for
\`nudge_token\`, wait for the next start; the log says so.

- \`\${NAME}\` in a value reads the environment, \`$$\` is a dollar; a variable that is not set is an error.
- A flag wins over a variable, a variable over the file, the file over the default.
- The files of a folder are merged: maps deep, lists one after the other; a value that two files give is an error.
- Paths start at the file that names them.
- Durations are written as in Prometheus: \`500ms\`, \`15s\`, \`1m30s\`, \`4h\`, \`1d\`, \`1w\`.
- Every secret may be given as \`…_file\` instead; the file is read again when it changes.

\`\`\`yaml
upstream:
  prometheus: { url: http://localhost:9090 }
  alertmanager: { url: http://localhost:9093 }
mapping:
  alerts: { service_labels: [service_id] }
  metrics: { service_labels: [service_id] }
\`\`\`
`

/** Every key of the configuration, from the schema that checks it. */
export const configurationPage: ReferencePage = {
  file: 'configuration.md',
  write() {
    const described = new Map<string, string>()
    const sections = writeSections({ name: '', keys: listKeys(configSchema) }, '', described)
    return `${introduction}\n${sections.join('\n\n')}\n\n${writeVariables()}\n`
  },
}

/** Keys that another section describes word for word are named there and not repeated. */
function writeSections(
  section: { readonly name: string; readonly keys: readonly KeyInfo[]; readonly intro?: string },
  path: string,
  described: Map<string, string>,
): readonly string[] {
  const own: KeyInfo[] = []
  const repeated = new Map<string, string[]>()
  for (const key of section.keys) {
    const text = JSON.stringify(key)
    const elsewhere = key.keys.length > 0 || path.startsWith('upstream.') ? described.get(text) : undefined
    if (elsewhere === undefined) {
      own.push(key)
      described.set(text, path)
    } else repeated.set(elsewhere, [...(repeated.get(elsewhere) ?? []), key.name])
  }
  const rows = own.map((key) => [
    `\`${key.name}\``,
    key.keys.length > 0 ? sectionLink(path, key) : key.type,
    fallbackOf(key),
    key.description,
  ])
  const also = [...repeated].map(
    ([elsewhere, names]) =>
      `As in [\`${elsewhere}\`](#${anchorOf(elsewhere)}): ${names.map((name) => `\`${name}\``).join(', ')}.`,
  )
  const head = path === '' ? '## Top of the file' : `## \`${path}\``
  const table = rows.length === 0 ? [] : [writeTable(['Key', 'Type', 'Default', 'Meaning'], rows)]
  const text = [head, ...(section.intro === undefined ? [] : [section.intro]), ...table, ...also].join('\n\n')
  const deeper = own
    .filter(({ keys }) => keys.length > 0)
    .flatMap((key) => writeSections({ ...key, intro: key.description }, joinPath(path, key), described))
  return [text, ...deeper]
}

function joinPath(path: string, key: KeyInfo): string {
  return path === '' ? key.name : `${path}.${key.name}`
}

function sectionLink(path: string, key: KeyInfo): string {
  const target = joinPath(path, key)
  const words = { value: key.type, one: 'map', list: 'list of maps', named: 'map by name' }
  return `[${words[key.holds]}](#${anchorOf(target)})`
}

function anchorOf(path: string): string {
  return path.toLowerCase().replaceAll('.', '')
}

function fallbackOf(key: KeyInfo): string {
  if (key.required) return 'needed'
  return key.fallback === undefined ? '' : `\`${key.fallback}\``
}

function writeVariables(): string {
  const rows = overridableKeys.map(({ path, variable, flag }) => [
    `\`${variable}\``,
    `\`${path.join('.')}\``,
    flag === undefined ? '' : `\`${flag}\``,
  ])
  const text = `## Environment and flags

\`STATUSGRAPH_CONFIG\` (or \`--config\`) names the file or folder. An empty variable counts as not set.`
  return `${text}\n\n${writeTable(['Variable', 'Key', 'Flag'], rows)}`
}
