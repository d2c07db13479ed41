import type { FilePlace, ImportDiagnostic } from '../draft.ts'
import { fieldOf, textOf } from '../plain-data.ts'
import type { YamlDocument, YamlPath } from '../yaml-documents.ts'

/** How an entity is called by others, and what it is the same by in every version of the catalog. */
export interface EntityName {
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

export interface Entity extends EntityName {
  /** `kind:namespace/name`, in small letters: references do not mind the case. */
  readonly key: string
  readonly value: unknown
  readonly at: FilePlace
  locate(path: YamlPath): FilePlace
}

/** The entities of a catalog; one that is there twice is taken as the last one says. */
export function findEntities(documents: readonly YamlDocument[], diagnostics: ImportDiagnostic[]): readonly Entity[] {
  const entities = new Map<string, Entity>()
  for (const document of documents) {
    const { value } = document
    // A document of nothing but comments is no entity and no loss.
    if (value === null || value === undefined) continue
    const kind = textOf(fieldOf(value, 'kind'))
    const name = textOf(fieldOf(value, 'metadata', 'name'))
    if (kind === undefined || name === undefined || isOfKubernetes(value)) {
      diagnostics.push({ kind: 'lost', ...document.locate([]), message: complaint(value) })
      continue
    }
    const namespace = textOf(fieldOf(value, 'metadata', 'namespace')) ?? 'default'
    const key = keyOf({ kind, namespace, name })
    const at = document.locate([])
    if (name.includes('{{')) diagnostics.push({ kind: 'lost', ...at, message: template })
    if (entities.has(key)) {
      diagnostics.push({ kind: 'note', ...at, message: `The ${kind} "${name}" is there twice; the last one counts.` })
    }
    entities.set(key, { kind, namespace, name, key, value, at, locate: (path) => document.locate(path) })
  }
  return [...entities.values()]
}

/** Folders hold both. An organisation may have kinds of its own, and names their versions by its domain. */
function isOfKubernetes(value: unknown): boolean {
  const version = textOf(fieldOf(value, 'apiVersion')) ?? ''
  return /^[^./]+(?:\/|$)|\.k8s\.io\/|^(?:\w+\.)*(?:istio|argoproj|knative)\./.test(version)
}

const template = 'This looks like a template of entities: import what is made with it.'

function complaint(value: unknown): string {
  if (fieldOf(value, 'metadata', 'name') instanceof Map) return template
  return isOfKubernetes(value)
    ? 'An object of Kubernetes was left out: it is no entity of a catalog.'
    : 'A document that is no entity (it has no kind, or no name in its metadata) was left out.'
}

export function keyOf({ kind, namespace, name }: EntityName): string {
  return `${kind}:${namespace}/${name}`.toLowerCase()
}

/**
 * Reads `[kind:][namespace/]name`, or the same as a map; what is left out is as the field and the entity have it.
 *
 * @example readReference('group:shop/team-a', { kind: 'group', namespace: 'default' })
 */
export function readReference(
  reference: unknown,
  defaults: { readonly kind: string; readonly namespace: string },
): EntityName | undefined {
  const text = textOf(reference)
  if (text === undefined) {
    const name = textOf(fieldOf(reference, 'name'))
    if (name === undefined) return undefined
    return {
      kind: textOf(fieldOf(reference, 'kind')) ?? defaults.kind,
      namespace: textOf(fieldOf(reference, 'namespace')) ?? defaults.namespace,
      name,
    }
  }
  const parts = /^(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/.exec(text.trim())
  const [, kind = defaults.kind, namespace = defaults.namespace, name] = parts ?? []
  return name === undefined ? undefined : { kind, namespace, name }
}
