import type { ReadResult } from '../draft.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { fieldOf } from '../plain-data.ts'
import { readYamlDocuments } from '../yaml-documents.ts'
import { draftCompose } from './draft-compose.ts'
import { findServices } from './find-services.ts'

/** Docker Compose files, of the specification and of the versions 1, 2 and 3 before it. */
export const importer: Importer = {
  format: 'compose',
  title: 'Docker Compose',
  extensions: ['compose.yml', 'compose.yaml', '.compose.yml', '.compose.yaml'],
  detect,
  read,
}

function detect(text: string): number {
  if (/^apiVersion[ \t]*:/m.test(text)) return 0
  const hasServices = /^["']?services["']?[ \t]*:/m.test(text)
  const hasKeys =
    /^[ \t]+["']?(?:image|build|depends_on|container_name|network_mode|env_file|extends)["']?[ \t]*:/m.test(text)
  if (hasServices) return hasKeys ? 0.9 : 0.4
  if (/^include[ \t]*:/m.test(text) && /compose/.test(text)) return 0.5
  return /^[\w.-]+:[ \t]*\r?\n[ \t]+(?:image|build)[ \t]*:/m.test(text) ? 0.4 : 0
}

function read({ text }: ImportFile, { choice }: ReadOptions): ReadResult {
  const yaml = readYamlDocuments(text)
  if (!yaml.ok) return yaml
  const [document, ...others] = yaml.documents
  const services = document === undefined ? undefined : findServices(document)
  if (document === undefined || services === undefined) {
    const message = 'There are no services in this file: a compose file has a map "services" with one entry for each.'
    return { ok: false, diagnostics: [...yaml.diagnostics, { kind: 'error', line: 1, message }] }
  }
  const { draft, diagnostics, choices, chosen } = draftCompose(document, services, choice)
  const more = others.map((other) => ({
    kind: 'lost' as const,
    ...other.locate([]),
    message: 'A compose file is one document; the ones after the first were left out.',
  }))
  const name = fieldOf(document.value, 'name')
  return {
    ok: true,
    draft: { ...draft, name: typeof name === 'string' ? name : undefined },
    choices,
    chosen,
    diagnostics: [...yaml.diagnostics, ...diagnostics, ...more],
  }
}
