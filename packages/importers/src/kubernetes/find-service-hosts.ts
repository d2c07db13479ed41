import { findHosts, mayNameHost } from '../find-hosts.ts'
import { fieldOf, itemsOf, textOf, textsOf } from '../plain-data.ts'
import type { KubernetesObject } from './find-objects.ts'
import { textEntries } from './find-objects.ts'
import type { Workload } from './workloads.ts'

type FindConfig = (name: string) => KubernetesObject | undefined

/** All that stands where a host would in the settings and commands of a workload. Secrets are not looked at. */
export function findServiceHosts({ containers }: Workload, findConfig: FindConfig): ReadonlySet<string> {
  const hosts = new Set<string>()
  for (const container of containers) {
    for (const [name, value] of variablesOf(container, findConfig)) {
      if (mayNameHost(name, value)) for (const host of findHosts(value)) hosts.add(host)
    }
    for (const text of [...textsOf(fieldOf(container, 'command')), ...textsOf(fieldOf(container, 'args'))]) {
      for (const host of findHosts(text)) hosts.add(host)
    }
  }
  return hosts
}

function variablesOf(container: unknown, findConfig: FindConfig): readonly (readonly [string, string])[] {
  const own = itemsOf(fieldOf(container, 'env')).flatMap((variable) => {
    const name = textOf(fieldOf(variable, 'name')) ?? ''
    const reference = fieldOf(variable, 'valueFrom', 'configMapKeyRef')
    const key = textOf(fieldOf(reference, 'key')) ?? ''
    const value = textOf(fieldOf(variable, 'value')) ?? dataFrom(reference, findConfig).get(key)
    return value === undefined ? [] : [[name, value] as const]
  })
  const fromMaps = itemsOf(fieldOf(container, 'envFrom')).flatMap((source) => [
    ...dataFrom(fieldOf(source, 'configMapRef'), findConfig),
  ])
  return [...own, ...fromMaps]
}

function dataFrom(reference: unknown, findConfig: FindConfig): ReadonlyMap<string, string> {
  const name = textOf(fieldOf(reference, 'name'))
  const config = name === undefined ? undefined : findConfig(name)
  return textEntries(fieldOf(config?.value, 'data'))
}
