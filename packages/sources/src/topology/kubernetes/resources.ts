import {
  readEndpointSlice,
  readHttpRoute,
  readIngress,
  readService,
  readWorkload,
  type EndpointSlice,
  type Route,
  type Service,
  type Workload,
} from './objects.ts'

/** A kind of object that is listed and watched. */
export interface Resource<Kept> {
  /** As roles name it. */
  readonly name: string
  readonly api: string
  readonly read: (object: Readonly<Record<string, unknown>>) => Kept
  /** Some clusters do not have it, and nothing is wrong. */
  readonly isOptional: boolean
}

/** Everything that is watched. */
export function listResources(readsEnvironment: boolean) {
  const workload = (name: string, api: string, kind: string, isOptional: boolean): Resource<Workload> => {
    return { name, api, read: readWorkload(kind, readsEnvironment), isOptional }
  }
  const services: Resource<Service> = { name: 'services', api: '/api/v1', read: readService, isOptional: false }
  const slices: Resource<EndpointSlice> = {
    name: 'endpointslices',
    api: '/apis/discovery.k8s.io/v1',
    read: readEndpointSlice,
    isOptional: true,
  }
  const ingresses: Resource<Route> = {
    name: 'ingresses',
    api: '/apis/networking.k8s.io/v1',
    read: readIngress,
    isOptional: true,
  }
  const routes: Resource<Route> = {
    name: 'httproutes',
    api: '/apis/gateway.networking.k8s.io/v1',
    read: readHttpRoute,
    isOptional: true,
  }
  return {
    workloads: [
      workload('deployments', '/apis/apps/v1', 'Deployment', false),
      workload('statefulsets', '/apis/apps/v1', 'StatefulSet', false),
      workload('daemonsets', '/apis/apps/v1', 'DaemonSet', false),
      workload('replicasets', '/apis/apps/v1', 'ReplicaSet', false),
      workload('cronjobs', '/apis/batch/v1', 'CronJob', true),
      workload('jobs', '/apis/batch/v1', 'Job', true),
      workload('pods', '/api/v1', 'Pod', false),
    ],
    services,
    slices,
    ingresses,
    routes,
  }
}
