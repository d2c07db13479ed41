import type { DraftChoice, ImportDiagnostic, ReadResult } from '../draft.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { fieldOf } from '../plain-data.ts'
import { readYamlFile } from '../read-yaml-file.ts'
import { draftCatalog, leaveOutOwners } from './draft-catalog.ts'
import { findEntities } from './entities.ts'
import type { Entity } from './entities.ts'
import { findRelations } from './find-relations.ts'

const all = 'catalog'
const running = 'systems'
const choices: readonly DraftChoice[] = [
  { id: all, name: 'The whole catalog' },
  { id: running, name: 'Systems and what is in them, without owners' },
]

/** Catalogs of Backstage: `catalog-info.yaml`, and many of them joined by `---`. */
export const importer: Importer = {
  format: 'backstage',
  title: 'Backstage',
  extensions: ['catalog-info.yaml', 'catalog-info.yml'],
  detect,
  read,
}

/** A folder of manifests may have a catalog among them: what most of the documents are decides. */
function detect(text: string): number {
  // Deeper ones are objects in lists, and definitions of an API.
  const atLeft = findGroups(text, /^["']?apiVersion["']?[ \t]*:[ \t]*["']?([\w.]*)/gm)
  const groups =
    atLeft.length > 0 ? atLeft : findGroups(text, /^[ \t]*["']?apiVersion["']?[ \t]*:[ \t]*["']?([\w.]*)/gm)
  const entities = groups.filter((group) => /(?:^|\.)backstage\.io$/.test(group)).length
  if (entities === 0) return 0
  return entities * 2 >= groups.length ? 0.95 : 0.7
}

function findGroups(text: string, version: RegExp): readonly string[] {
  return [...text.matchAll(version)].map(([, group = '']) => group)
}

function read(file: ImportFile, { choice }: ReadOptions): ReadResult {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml
  const diagnostics: ImportDiagnostic[] = [...yaml.diagnostics]
  const entities = findEntities(yaml.documents, diagnostics)
  if (entities.length === 0) {
    const message = 'There is no entity in the file: each has a kind and metadata with a name.'
    return { ok: false, diagnostics: [...diagnostics, { kind: 'error', line: 1, message }] }
  }
  tellLocations(entities, diagnostics)
  const draft = draftCatalog(entities, findRelations(entities, diagnostics), diagnostics)
  const chosen = choice === running ? running : all
  return { ok: true, draft: chosen === running ? leaveOutOwners(draft) : draft, choices, chosen, diagnostics }
}

function tellLocations(entities: readonly Entity[], diagnostics: ImportDiagnostic[]): void {
  for (const entity of entities) {
    if (entity.kind.toLowerCase() !== 'location') continue
    const spec = fieldOf(entity.value, 'spec')
    if (fieldOf(spec, 'targets') === undefined && fieldOf(spec, 'target') === undefined) continue
    const message = 'A location names other files; import them as well, other files are not read from here.'
    diagnostics.push({ kind: 'note', ...entity.locate(['spec']), message })
  }
}
