import type { Draft, DraftChoice, ImportDiagnostic, ReadResult } from '../draft.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { readYamlFile } from '../read-yaml-file.ts'
import { draftNamespaces, draftRoute, draftService, draftWorkload } from './draft-objects.ts'
import { findEdges } from './find-edges.ts'
import { findObjects } from './find-objects.ts'
import type { KubernetesObject } from './find-objects.ts'
import { isRoute } from './find-routes.ts'
import { foldServices } from './fold-services.ts'
import { isService, readWorkload } from './workloads.ts'

const all = 'objects'
const folded = 'folded'
const choices: readonly DraftChoice[] = [
  { id: all, name: 'Every workload, service and route' },
  { id: folded, name: 'One node for a workload and its services' },
]

/** Kubernetes manifests: several documents, lists, and folders of files joined by `---`. */
export const importer: Importer = { format: 'kubernetes', title: 'Kubernetes', extensions: ['.k8s.yaml'], detect, read }

function detect(text: string): number {
  const hasVersion =
    /(?:^|[{,])[ \t]*(?:-[ \t]+)?["']?apiVersion["']?[ \t]*:(?!\s*["']?(?:[\w.]+\.)?backstage\.io)/m.test(text)
  const hasKind = /(?:^|[{,])[ \t]*(?:-[ \t]+)?["']?kind["']?[ \t]*:/m.test(text)
  return hasVersion && hasKind ? 0.9 : 0
}

function read(file: ImportFile, { choice }: ReadOptions): ReadResult {
  const yaml = readYamlFile(file)
  if (!yaml.ok) return yaml
  const diagnostics: ImportDiagnostic[] = [...yaml.diagnostics]
  const objects = findObjects(yaml.documents, diagnostics)
  if (objects.length === 0) {
    const message = 'There is no Kubernetes object in the file: each has a kind and metadata with a name.'
    return { ok: false, diagnostics: [...diagnostics, { kind: 'error', line: 1, message }] }
  }
  const chosen = choice === folded ? folded : all
  const draft = draftObjects(objects, diagnostics)
  return { ok: true, draft: chosen === folded ? foldServices(draft) : draft, choices, chosen, diagnostics }
}

function draftObjects(objects: readonly KubernetesObject[], diagnostics: ImportDiagnostic[]): Draft {
  const workloads = objects.flatMap((object) => readWorkload(object) ?? [])
  const running = new Set(workloads.map(({ object }) => object))
  const services = objects.filter((object) => isService(object))
  const routes = objects.filter((object) => isRoute(object))
  const drawn = new Set([...running, ...services, ...routes])
  const inhabited = new Set([...drawn].map(({ namespace }) => namespace))
  tellOthers(
    objects.filter((object) => !drawn.has(object) && !(object.kind === 'Namespace' && inhabited.has(object.name))),
    diagnostics,
  )
  const byObject = new Map([
    ...workloads.map((workload) => [workload.object, draftWorkload(workload)] as const),
    ...services.map((service) => [service, draftService(service)] as const),
    ...routes.map((route) => [route, draftRoute(route)] as const),
  ])
  const { edges, outside } = findEdges(objects, workloads, inhabited, diagnostics)
  return {
    nodes: [...draftNamespaces([...drawn]), ...objects.flatMap((object) => byObject.get(object) ?? []), ...outside],
    edges,
  }
}

/** What configures others is told by kind, not one by one. */
function tellOthers(others: readonly KubernetesObject[], diagnostics: ImportDiagnostic[]): void {
  const kinds = new Map<string, { readonly count: number; readonly line: number }>()
  for (const { kind, at } of others) {
    const known = kinds.get(kind)
    kinds.set(kind, { count: (known?.count ?? 0) + 1, line: known?.line ?? at.line })
  }
  for (const [kind, { count, line }] of kinds) {
    const message =
      kind === 'Secret'
        ? 'Secrets are not read.'
        : `Objects of the kind ${kind} neither run nor route, and are not drawn.`
    diagnostics.push({ kind: 'note', line, message, count })
  }
}
