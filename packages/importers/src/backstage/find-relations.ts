import type { FilePlace, ImportDiagnostic } from '../draft.ts'
import { fieldOf } from '../plain-data.ts'
import type { Entity, EntityName } from './entities.ts'
import { keyOf, readReference } from './entities.ts'

export interface Relation {
  readonly kind: string
  readonly source: string
  readonly target: string
  /** The end that the entity names; the other one is the entity. */
  readonly named: EntityName
  readonly at: FilePlace
}

interface Field {
  readonly field: string
  readonly kind: string
  /** What kind a bare name means there. */
  readonly means: string
  /** The one that is named has the relation, to the one that names it. */
  readonly isReversed?: boolean
}

/** The fields of `spec` that name other entities, and the relation each makes. */
const fields: readonly Field[] = [
  { field: 'owner', kind: 'ownedBy', means: 'group' },
  { field: 'system', kind: 'partOfSystem', means: 'system' },
  { field: 'domain', kind: 'partOfDomain', means: 'domain' },
  { field: 'subdomainOf', kind: 'partOfDomain', means: 'domain' },
  { field: 'subcomponentOf', kind: 'subcomponentOf', means: 'component' },
  { field: 'providesApis', kind: 'providesApi', means: 'api' },
  { field: 'consumesApis', kind: 'consumesApi', means: 'api' },
  // What the first catalogs said for providesApis.
  { field: 'implementsApis', kind: 'providesApi', means: 'api' },
  { field: 'dependsOn', kind: 'dependsOn', means: 'component' },
  { field: 'dependencyOf', kind: 'dependencyOf', means: 'component' },
  { field: 'memberOf', kind: 'memberOf', means: 'group' },
  { field: 'members', kind: 'hasMember', means: 'user' },
  { field: 'parent', kind: 'childOf', means: 'group' },
  { field: 'children', kind: 'childOf', means: 'group', isReversed: true },
]

/** What the entities say of one another. */
export function findRelations(entities: readonly Entity[], diagnostics: ImportDiagnostic[]): readonly Relation[] {
  const known = new Set(entities.map(({ key }) => key))
  const relations = entities.flatMap((entity) =>
    fields.flatMap(({ field, kind, means, isReversed = false }) => {
      const value = fieldOf(entity.value, 'spec', field)
      const references = Array.isArray(value) ? (value as readonly unknown[]) : [value]
      return references.flatMap((reference, at): readonly Relation[] => {
        if (reference === undefined || reference === null || reference === '') return []
        const place = entity.locate(Array.isArray(value) ? ['spec', field, at] : ['spec', field])
        const targetName = readReference(reference, { kind: means, namespace: entity.namespace })
        if (isReversed && targetName !== undefined && !known.has(keyOf(targetName))) {
          // It names its parent itself, where it is.
          const message = `What is said under ${field} of groups that are not in this file was left out.`
          diagnostics.push({ kind: 'lost', ...place, message })
          return []
        }
        if (targetName !== undefined) {
          const [source, target] = isReversed ? [keyOf(targetName), entity.key] : [entity.key, keyOf(targetName)]
          return [{ kind, source, target, named: targetName, at: place }]
        }
        const message = `A reference in ${field} was left out: it is not written as [kind:][namespace/]name.`
        diagnostics.push({ kind: 'lost', ...place, message })
        return []
      })
    }),
  )
  return leaveOutTwice(relations)
}

/** A group names its children, and they name their parent: that is one relation. */
function leaveOutTwice(relations: readonly Relation[]): readonly Relation[] {
  const children = new Set<string>()
  return relations.filter(({ kind, source, target }) => {
    if (kind !== 'childOf') return true
    const child = `${source} ${target}`
    if (children.has(child)) return false
    children.add(child)
    return true
  })
}
