import type { FilePlace, ImportDiagnostic } from '../draft.ts'
import { fieldOf } from '../plain-data.ts'
import type { Entity, EntityName } from './entities.ts'
import { keyOf, readReference } from './entities.ts'

export interface Relation {
  readonly kind: string
  readonly source: string
  readonly target: string
  readonly targetName: EntityName
  readonly at: FilePlace
}

/** The fields of `spec` that name other entities, the relation each makes, and what kind a bare name means there. */
const fields: readonly { readonly field: string; readonly kind: string; readonly means: string }[] = [
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
]

/** What the entities say of one another. */
export function findRelations(entities: readonly Entity[], diagnostics: ImportDiagnostic[]): readonly Relation[] {
  return entities.flatMap((entity) =>
    fields.flatMap(({ field, kind, means }) => {
      const value = fieldOf(entity.value, 'spec', field)
      const references = Array.isArray(value) ? (value as readonly unknown[]) : [value]
      return references.flatMap((reference, at): readonly Relation[] => {
        if (reference === undefined || reference === null || reference === '') return []
        const place = entity.locate(Array.isArray(value) ? ['spec', field, at] : ['spec', field])
        const targetName = readReference(reference, { kind: means, namespace: entity.namespace })
        if (targetName !== undefined) {
          return [{ kind, source: entity.key, target: keyOf(targetName), targetName, at: place }]
        }
        const message = `A reference in ${field} was left out: it is not written as [kind:][namespace/]name.`
        diagnostics.push({ kind: 'lost', ...place, message })
        return []
      })
    }),
  )
}
