import type { DraftEdge, ImportDiagnostic } from '../draft.ts'
import { fieldOf, textOf } from '../plain-data.ts'
import type { YamlDocument, YamlPath } from '../yaml-documents.ts'
import type { ComposeService, Layer } from './find-services.ts'
import { namesOf } from './networks.ts'

type Say = (kind: ImportDiagnostic['kind'], path: YamlPath, message: string) => void
interface Dependency {
  readonly target: string
  readonly kind: string
  readonly path: YamlPath
}

/** What services say of one another, as edges. `depends_on` is the order of start, not traffic; its kind says so. */
export function findDependencies(
  document: YamlDocument,
  services: readonly ComposeService[],
  diagnostics: ImportDiagnostic[],
): readonly DraftEdge[] {
  const say: Say = (kind, path, message) => {
    diagnostics.push({ kind, ...document.locate(path), message })
  }
  const names = new Set(services.map(({ name }) => name))
  return services.flatMap(({ name, layers }) => {
    const seen = new Set<string>()
    return layers
      .flatMap((layer) => [
        ...dependsOn(layer),
        ...links(layer, say),
        ...volumesFrom(layer, say),
        ...sharedNetwork(layer, names, say),
        ...sharedProcesses(layer, say),
      ])
      .flatMap(({ target, kind, path }): readonly DraftEdge[] => {
        // What a service extends says the same again.
        const key = `${name} ${kind} ${target}`
        if (seen.has(key)) return []
        seen.add(key)
        return [{ key, source: name, target, kind, at: document.locate(path) }]
      })
  })
}

function dependsOn({ path, value }: Layer): readonly Dependency[] {
  const list = fieldOf(value, 'depends_on')
  return namesOf(list).map((target, at) => ({
    target,
    kind: 'depends_on',
    path: [...path, 'depends_on', list instanceof Map ? target : at],
  }))
}

/** `service`, or `service:the name it has here`. */
function links({ path, value }: Layer, say: Say): readonly Dependency[] {
  namesOf(fieldOf(value, 'external_links')).forEach((_link, at) => {
    say('lost', [...path, 'external_links', at], 'A link to a container outside of the file was left out.')
  })
  return namesOf(fieldOf(value, 'links')).flatMap((link, at) => {
    const [target] = link.split(':')
    return target === undefined || target === '' ? [] : [{ target, kind: 'links', path: [...path, 'links', at] }]
  })
}

/** `service`, `service:ro`, or `container:name`, which is none of the file's. */
function volumesFrom({ path, value }: Layer, say: Say): readonly Dependency[] {
  return namesOf(fieldOf(value, 'volumes_from')).flatMap((from, at) => {
    const place = [...path, 'volumes_from', at]
    const [target] = from.split(':')
    if (target === undefined || target === '') return []
    if (target !== 'container') return [{ target, kind: 'volumes_from', path: place }]
    say('lost', place, 'Volumes of a container outside of the file were left out.')
    return []
  })
}

/** `service:name`; version 1 said `net: container:name`, and meant a service when the file had one of that name. */
function sharedNetwork({ path, value }: Layer, names: ReadonlySet<string>, say: Say): readonly Dependency[] {
  const mode = textOf(fieldOf(value, 'network_mode'))
  const key = mode === undefined ? 'net' : 'network_mode'
  const [how, target] = (mode ?? textOf(fieldOf(value, 'net')))?.split(':') ?? []
  if (target === undefined || target === '') return []
  const isService = how === 'service' || (key === 'net' && how === 'container' && names.has(target))
  if (isService) return [{ target, kind: 'network_mode', path: [...path, key] }]
  say('lost', [...path, key], 'The network of a container outside of the file was left out.')
  return []
}

function sharedProcesses({ path, value }: Layer, say: Say): readonly Dependency[] {
  for (const key of ['pid', 'ipc']) {
    if (textOf(fieldOf(value, key))?.startsWith('service:') !== true) continue
    say('lost', [...path, key], `That a service shares "${key}" with another one was left out.`)
  }
  return []
}
