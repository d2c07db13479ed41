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
  return services.flatMap(({ name, layers }) => {
    const seen = new Set<string>()
    return layers
      .flatMap((layer) => [
        ...dependsOn(layer),
        ...links(layer, say),
        ...volumesFrom(layer, say),
        ...sharedNetwork(layer, say),
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

function sharedNetwork({ path, value }: Layer, say: Say): readonly Dependency[] {
  const place = [...path, 'network_mode']
  const [how, target] = textOf(fieldOf(value, 'network_mode'))?.split(':') ?? []
  if (target === undefined || target === '') return []
  if (how === 'service') return [{ target, kind: 'network_mode', path: place }]
  say('lost', place, 'The network of a container outside of the file was left out.')
  return []
}
