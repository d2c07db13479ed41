import type { FilePlace, ImportDiagnostic } from '../draft.ts'
import { entriesOf, fieldOf, itemsOf, textOf } from '../plain-data.ts'
import type { YamlDocument, YamlPath } from '../yaml-documents.ts'
import { fillParameters } from './fill-parameters.ts'

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
      if (object.name.includes('{{')) diagnostics.push({ kind: 'lost', ...object.at, message: template })
      if (objects.has(object.key)) {
        const message = `The same ${object.kind} is there more than once; the last one counts.`
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

export function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace === undefined ? '' : `${namespace}/`}${name}`
}

interface Placed {
  readonly value: unknown
  readonly path: YamlPath
}

function unlist(value: unknown, path: YamlPath, depth: number): readonly Placed[] {
  const field = fieldOfObjects(value)
  if (field === undefined || depth >= mostLists) return [{ value, path }]
  const items = itemsOf(fieldOf(value, field))
  const filled = field === 'objects' ? fillParameters(items, value) : items
  return filled.flatMap((item, at) => unlist(item, [...path, field, at], depth + 1))
}

/** Where a document has other objects in it: `List` and its like, and the templates of OpenShift. */
function fieldOfObjects(value: unknown): string | undefined {
  const kind = textOf(fieldOf(value, 'kind'))
  if (kind?.endsWith('List') === true && Array.isArray(fieldOf(value, 'items'))) return 'items'
  return kind === 'Template' && Array.isArray(fieldOf(value, 'objects')) ? 'objects' : undefined
}

/** Whether a name is still to be filled in: `name: {{ .Values.name }}` is a map in a map to YAML. */
function isTemplate(value: unknown): boolean {
  const name = fieldOf(value, 'metadata', 'name')
  return name instanceof Map && [...name.keys()].some((key) => key instanceof Map)
}

function readObject(value: unknown, at: FilePlace): KubernetesObject | undefined {
  const kind = textOf(fieldOf(value, 'kind'))
  const name = textOf(fieldOf(value, 'metadata', 'name')) ?? textOf(fieldOf(value, 'metadata', 'generateName'))
  if (kind === undefined || name === undefined || isKustomization(value)) return undefined
  const namespace = textOf(fieldOf(value, 'metadata', 'namespace'))
  return {
    key: keyOf(kind, namespace, name),
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

/** Of kustomize, not the object of Flux that has the same kind. */
function isKustomization(value: unknown): boolean {
  const kind = fieldOf(value, 'kind')
  const version = textOf(fieldOf(value, 'apiVersion')) ?? 'kustomize.config.k8s.io'
  // Neither has to be there.
  const isOne = kind === 'Kustomization' || (kind === undefined && Array.isArray(fieldOf(value, 'resources')))
  return isOne && version.startsWith('kustomize.config.k8s.io')
}

const template = 'This looks like a template: render it first, for example with "helm template".'

function complaint(value: unknown): string {
  if (isTemplate(value)) return template
  const kind = textOf(fieldOf(value, 'kind'))
  if (isKustomization(value)) return 'A kustomization names other files; import what "kubectl kustomize" prints.'
  return kind === undefined
    ? 'A document that is no Kubernetes object (it has no kind) was left out.'
    : `A ${kind} without a name was left out.`
}
