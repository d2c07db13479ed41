import type { DraftEdge } from '../draft.ts'
import { findHosts, mayNameHost } from '../find-hosts.ts'
import { entriesOf, fieldOf, textOf, textsOf } from '../plain-data.ts'
import type { YamlDocument } from '../yaml-documents.ts'
import type { ComposeService, Layer } from './find-services.ts'
import { namesOf } from './networks.ts'
import { withDefaults } from './variables.ts'

/** Edges to the services whose names stand as hosts in environment variables, commands and entry points. */
export function findCalls(document: YamlDocument, services: readonly ComposeService[]): readonly DraftEdge[] {
  const owners = new Map<string, string>()
  for (const { name, layers } of services) {
    for (const { value } of layers) {
      for (const host of [
        textOf(fieldOf(value, 'container_name')),
        textOf(fieldOf(value, 'hostname')),
        ...aliasesOf(value),
      ]) {
        if (host !== undefined && !owners.has(host)) owners.set(host, name)
      }
    }
  }
  for (const { name } of services) owners.set(name, name)
  return services.flatMap(({ name, layers }) => {
    const called = new Map<string, DraftEdge>()
    const aliases = linkAliases(layers)
    for (const { text, layer, key } of layers.flatMap(textsWithHosts)) {
      for (const host of findHosts(text)) {
        const target = aliases.get(host) ?? owners.get(host)
        if (target === undefined || target === name || called.has(target)) continue
        const at = document.locate([...layer.path, key])
        called.set(target, { key: `${name} calls ${target}`, source: name, target, kind: 'calls', at })
      }
    }
    return [...called.values()]
  })
}

interface TextWithHosts {
  readonly text: string
  readonly layer: Layer
  readonly key: string
}

function textsWithHosts(layer: Layer): readonly TextWithHosts[] {
  const environment = fieldOf(layer.value, 'environment')
  const pairs =
    environment instanceof Map
      ? entriesOf(environment).map(([name, value]) => [name, textOf(value) ?? ''] as const)
      : textsOf(environment).map((line) => {
          const equals = line.indexOf('=')
          return equals < 0 ? ([line, ''] as const) : ([line.slice(0, equals), line.slice(equals + 1)] as const)
        })
  return [
    ...pairs
      .map(([name, value]) => ({ text: withDefaults(value), layer, key: 'environment', name }))
      .filter(({ name, text }) => mayNameHost(name, text)),
    ...['command', 'entrypoint'].flatMap((key) =>
      textsOf(fieldOf(layer.value, key)).map((text) => ({ text: withDefaults(text), layer, key })),
    ),
  ]
}

/** What a service calls others that it links to: `db:database`. */
function linkAliases(layers: readonly Layer[]): ReadonlyMap<string, string> {
  const links = layers.flatMap(({ value }) => namesOf(fieldOf(value, 'links')))
  return new Map(
    links.flatMap((link) => {
      const [service = '', alias] = link.split(':')
      return alias === undefined ? [] : [[alias, service] as const]
    }),
  )
}

function aliasesOf(value: unknown): readonly string[] {
  return entriesOf(fieldOf(value, 'networks')).flatMap(([, network]) => namesOf(fieldOf(network, 'aliases')))
}
