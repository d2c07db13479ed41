import type { Draft, DraftEdge, DraftNode, ImportDiagnostic } from '../draft.ts'
import { draftEntity } from './draft-entities.ts'
import { keyOf } from './entities.ts'
import type { Entity } from './entities.ts'
import type { Relation } from './find-relations.ts'

/** Entities as nodes, systems and domains around what belongs to them, relations as edges. */
export function draftCatalog(
  entities: readonly Entity[],
  relations: readonly Relation[],
  diagnostics: ImportDiagnostic[],
): Draft {
  const parents = new Map<string, string>()
  for (const { kind, source, target } of relations) {
    const isPart = kind === 'partOfSystem' || kind === 'partOfDomain'
    // What is part of a system and of a domain lies in the system, which lies in the domain.
    if (isPart && source !== target && (kind === 'partOfSystem' || !parents.has(source))) parents.set(source, target)
  }
  const groups = new Set(parents.values())
  const known = new Set(entities.map(({ key }) => key))
  const outside = new Map<string, DraftNode>()
  for (const { named, at } of relations) {
    const key = keyOf(named)
    if (known.has(key) || outside.has(key)) continue
    // References do not mind the case; what the entity itself is called, the file does not say.
    const kind = named.kind.toLowerCase()
    const name = named.name.toLowerCase()
    outside.set(key, { key, name, kind: groups.has(key) ? 'group' : 'external', labels: { kind }, at })
    const message = `The ${kind} "${name}" is not in this file; it became an outside one.`
    diagnostics.push({ kind: 'guessed', ...at, message })
  }
  return {
    nodes: [
      ...entities.map((entity) => draftEntity(entity, groups.has(entity.key), parents.get(entity.key))),
      ...outside.values(),
    ],
    edges: relations.map(({ kind, source, target, at }): DraftEdge => {
      return { key: `${source} ${kind} ${target}`, source, target, kind, at }
    }),
  }
}

const people = new Set(['user', 'group'])
/** Not parts of the system: where the catalog is kept, and forms to make new things. */
const paperwork = new Set(['location', 'template'])
/** Shown by lying in one another. */
const nesting = new Set(['partOfSystem', 'partOfDomain'])

/** What runs, without who owns it and without edges from things to the groups around them. */
export function leaveOutOwners({ nodes, edges }: Draft): Draft {
  const kept = nodes.filter(({ key }) => {
    const kind = key.slice(0, key.indexOf(':'))
    return !people.has(kind) && !paperwork.has(kind)
  })
  const keys = new Set(kept.map(({ key }) => key))
  return {
    nodes: kept,
    edges: edges.filter(({ kind, source, target }) => !nesting.has(kind ?? '') && keys.has(source) && keys.has(target)),
  }
}
