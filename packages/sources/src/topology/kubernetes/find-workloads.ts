import type { ClusterObjects } from './sight-cluster.ts'
import type { Service, Workload } from './objects.ts'
import type { Names } from './names.ts'

/** A workload that nothing else owns, with the pods that it made. */
export interface FoundWorkload {
  readonly id: string
  readonly namespace: string
  readonly name: string
  readonly kind: string
  /** Undefined where only its pods tell of it: it is of a kind that is not watched. */
  readonly object: Workload | undefined
  readonly pods: Workload[]
}

export interface FoundWorkloads {
  readonly byId: ReadonlyMap<string, FoundWorkload>
  /** The workloads behind each service, by the id of the service. */
  readonly behind: ReadonlyMap<string, readonly FoundWorkload[]>
}

/** No chain of owners is longer; one that is goes in a circle. */
const mostOwners = 8

/** Folds pods, replica sets and jobs into what owns them, and finds out which workloads stand behind which service. */
export function findWorkloads(objects: ClusterObjects, names: Names): FoundWorkloads {
  const known = new Map(objects.workloads.map((workload) => [keyOf(workload), workload] as const))
  const byId = new Map<string, FoundWorkload>()
  const ofPod = new Map<string, FoundWorkload>()

  function find(owner: { readonly namespace: string; readonly name: string; readonly kind: string }): FoundWorkload {
    const { namespace, name, kind } = owner
    const id = names.id(owner)
    const before = byId.get(id)
    if (before !== undefined) return before
    const found = { id, namespace, name, kind, object: known.get(keyOf(owner)), pods: [] }
    byId.set(id, found)
    return found
  }

  for (const workload of objects.workloads) {
    if (workload.kind === 'Pod') {
      if (workload.isOver) continue
      const found = find(topOwner(workload, known))
      found.pods.push(workload)
      ofPod.set(`${workload.namespace}/${workload.name}`, found)
    } else if (workload.owner === undefined && !isLeftOver(workload)) find(workload)
  }
  const labelled = indexLabels(byId.values())
  const behind = new Map(
    objects.services.map((service) => [names.id(service), new Set(selectedBy(service, labelled))] as const),
  )
  for (const slice of objects.slices) {
    const service = behind.get(names.id({ namespace: slice.namespace, name: slice.service }))
    for (const pod of slice.pods) {
      const found = ofPod.get(`${slice.namespace}/${pod}`)
      if (found !== undefined) service?.add(found)
    }
  }
  return { byId, behind: new Map([...behind].map(([id, found]) => [id, [...found]] as const)) }
}

/** Old replica sets stay for a rollback; jobs that are done stay until they are cleaned up. */
function isLeftOver({ kind, isOver, replicas }: Workload): boolean {
  return isOver || (kind === 'ReplicaSet' && replicas === 0)
}

function topOwner(
  workload: Workload,
  known: ReadonlyMap<string, Workload>,
): { readonly namespace: string; readonly name: string; readonly kind: string } {
  let at: { readonly kind: string; readonly name: string; readonly owner: Workload['owner'] } = workload
  for (let depth = 0; depth < mostOwners; depth += 1) {
    // The pods of the control plane belong to the machine they run on.
    if (at.owner === undefined || at.owner.kind === 'Node') break
    const { kind, name } = at.owner
    at = known.get(keyOf({ ...at.owner, namespace: workload.namespace })) ?? unseen(kind, name, workload)
  }
  return { namespace: workload.namespace, name: at.name, kind: at.kind }
}

/** An owner that may not be seen. A replica set is called by its deployment and the hash that its pods carry. */
function unseen(kind: string, name: string, { podLabels }: Workload) {
  const hash = podLabels['pod-template-hash']
  if (kind !== 'ReplicaSet' || hash === undefined || !name.endsWith(`-${hash}`)) return { kind, name, owner: undefined }
  return { kind: 'Deployment', name: name.slice(0, -hash.length - 1), owner: undefined }
}

/** By its selector a service knows what is behind it even while no pod runs. */
function selectedBy(
  { namespace, selector }: Service,
  labelled: ReadonlyMap<string, readonly FoundWorkload[]>,
): readonly FoundWorkload[] {
  const [first, ...others] = Object.entries(selector)
  if (first === undefined) return []
  const candidates = labelled.get(labelKey(namespace, ...first)) ?? []
  return candidates.filter((found) => others.every(([name, value]) => podLabelsOf(found)[name] === value))
}

/** Workloads that services may lead to, by each label of their pods: thousands of services ask. */
function indexLabels(workloads: Iterable<FoundWorkload>): ReadonlyMap<string, readonly FoundWorkload[]> {
  const labelled = new Map<string, FoundWorkload[]>()
  for (const found of workloads) {
    if (found.kind === 'CronJob' || found.kind === 'Job') continue
    for (const [name, value] of Object.entries(podLabelsOf(found))) {
      const key = labelKey(found.namespace, name, value)
      const before = labelled.get(key)
      if (before === undefined) labelled.set(key, [found])
      else before.push(found)
    }
  }
  return labelled
}

function podLabelsOf({ object, pods }: FoundWorkload): Workload['podLabels'] {
  return (object ?? pods[0])?.podLabels ?? {}
}

function labelKey(namespace: string, name: string, value: string): string {
  return `${namespace}\n${name}\n${value}`
}

function keyOf({
  kind,
  namespace,
  name,
}: {
  readonly kind: string
  readonly namespace: string
  readonly name: string
}) {
  return `${kind} ${namespace}/${name}`
}
