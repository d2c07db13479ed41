import type { FilePlace, ImportDiagnostic } from '../draft.ts'
import { entriesOf, fieldOf, itemsOf, textOf } from '../plain-data.ts'
import type { YamlDocument, YamlPath } from '../yaml-documents.ts'

export interface KubernetesObject {
  /** Kind, namespace and name: the same in every version of the manifest. */
  readonly key: string
  readonly kind: string
  readonly apiVersion: string
  readonly name: string
  readonly namespace: string | undefined
  readonly labels: ReadonlyMap<string, string>
  readonly annotations: ReadonlyMap<string, string>
  readonly value: unknown
  readonly at: FilePlace
}

/** Lists may hold lists; so deep none was ever seen. */
const mostLists = 8

/** All objects of the documents, those in lists too. One that is there twice is taken as the last one says. */
export function findObjects(
  documents: readonly YamlDocument[],
  diagnostics: ImportDiagnostic[],
): readonly KubernetesObject[] {
  const objects = new Map<string, KubernetesObject>()
  for (const document of documents) {
    for (const { value, path } of unlist(document.value, [], 0)) {
      const object = readObject(value, document.locate(path))
      if (object === undefined) {
        // A document of nothing but comments is no object and no loss.
        if (value !== null) diagnostics.push({ kind: 'lost', ...document.locate(path), message: complaint(value) })
        continue
      }
      if (objects.has(object.key)) {
        const message = `${object.kind} "${object.name}" is there twice; the last one counts.`
        diagnostics.push({ kind: 'note', ...object.at, message })
      }
      objects.set(object.key, object)
    }
  }
  return [...objects.values()]
}

/** The text entries of a map such as labels. */
export function textEntries(value: unknown): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(value).flatMap(([key, entry]) => {
      const text = textOf(entry)
      return text === undefined ? [] : [[key, text] as const]
    }),
  )
}

interface Placed {
  readonly value: unknown
  readonly path: YamlPath
}

function unlist(value: unknown, path: YamlPath, depth: number): readonly Placed[] {
  const isList = textOf(fieldOf(value, 'kind'))?.endsWith('List') === true && Array.isArray(fieldOf(value, 'items'))
  if (!isList || depth >= mostLists) return [{ value, path }]
  return itemsOf(fieldOf(value, 'items')).flatMap((item, at) => unlist(item, [...path, 'items', at], depth + 1))
}

function readObject(value: unknown, at: FilePlace): KubernetesObject | undefined {
  const kind = textOf(fieldOf(value, 'kind'))
  const name = textOf(fieldOf(value, 'metadata', 'name')) ?? textOf(fieldOf(value, 'metadata', 'generateName'))
  if (kind === undefined || name === undefined) return undefined
  const namespace = textOf(fieldOf(value, 'metadata', 'namespace'))
  return {
    key: `${kind}/${namespace === undefined ? '' : `${namespace}/`}${name}`,
    kind,
    apiVersion: textOf(fieldOf(value, 'apiVersion')) ?? '',
    name,
    namespace,
    labels: textEntries(fieldOf(value, 'metadata', 'labels')),
    annotations: textEntries(fieldOf(value, 'metadata', 'annotations')),
    value,
    at,
  }
}

function complaint(value: unknown): string {
  const kind = textOf(fieldOf(value, 'kind'))
  if (kind === 'Kustomization') return 'A kustomization names other files; import what "kubectl kustomize" prints.'
  return kind === undefined
    ? 'A document that is no Kubernetes object (it has no kind) was left out.'
    : `A ${kind} without a name was left out.`
}
