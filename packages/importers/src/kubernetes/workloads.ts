import { tidyImage } from '../container-image.ts'
import { fieldOf, itemsOf, textOf } from '../plain-data.ts'
import type { KubernetesObject } from './find-objects.ts'
import { textEntries } from './find-objects.ts'

/** Where each kind that runs pods has the template of them. */
const ownTemplate = ['spec', 'template']
const templates: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job'].map(
    (kind): [string, readonly string[]] => [kind, ownTemplate],
  ),
  // Of Argo, OpenShift and OpenKruise.
  ...['Rollout', 'DeploymentConfig', 'CloneSet'].map((kind): [string, readonly string[]] => [kind, ownTemplate]),
  ['CronJob', ['spec', 'jobTemplate', ...ownTemplate]],
  ['Pod', []],
])

export interface Workload {
  readonly object: KubernetesObject
  readonly podLabels: ReadonlyMap<string, string>
  /** Containers, the main one first, then those that run before it. */
  readonly containers: readonly unknown[]
  readonly image: string | undefined
}

/** The pods that an object runs; undefined when it runs none. */
export function readWorkload(object: KubernetesObject): Workload | undefined {
  const path = isKnative(object) ? ownTemplate : templates.get(object.kind)
  if (path === undefined) return undefined
  const pod = fieldOf(object.value, ...path)
  const containers = itemsOf(fieldOf(pod, 'spec', 'containers'))
  // A proxy beside it may come first; the one that is called as the workload is the workload.
  const main = containers.find((container) => textOf(fieldOf(container, 'name')) === object.name) ?? containers[0]
  return {
    object,
    podLabels: textEntries(fieldOf(pod, 'metadata', 'labels')),
    containers: [...containers, ...itemsOf(fieldOf(pod, 'spec', 'initContainers'))],
    image: tidyImage(textOf(fieldOf(main, 'image')) ?? ''),
  }
}

/** Whether it is the stable name of pods, as the core of Kubernetes has it. */
export function isService({ kind, apiVersion }: KubernetesObject): boolean {
  return kind === 'Service' && !apiVersion.includes('/')
}

/** It runs pods, though it is called as the other one. */
function isKnative({ kind, apiVersion }: KubernetesObject): boolean {
  return kind === 'Service' && apiVersion.startsWith('serving.knative.dev/')
}
