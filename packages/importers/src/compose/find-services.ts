import { entriesOf, fieldOf, textOf } from '../plain-data.ts'
import type { YamlDocument, YamlPath } from '../yaml-documents.ts'

/** What one place in the file says of a service: its own entry, or one that it extends. */
export interface Layer {
  readonly path: YamlPath
  readonly value: unknown
}

export interface ComposeService {
  readonly name: string
  /** Its own entry first, then those of the same file that it extends. */
  readonly layers: readonly [Layer, ...Layer[]]
}

/** How far `extends` of `extends` is followed; it may go in circles. */
const mostLayers = 16

/** The services of a compose file; undefined when it is none. In version 1 they stood at the top, without `services`. */
export function findServices({ value }: YamlDocument): readonly ComposeService[] | undefined {
  const services = fieldOf(value, 'services')
  if (services !== undefined) return services instanceof Map ? listServices(services, ['services']) : undefined
  if (fieldOf(value, 'include') !== undefined) return []
  const entries = entriesOf(value)
  const looksLikeVersion1 =
    entries.length > 0 &&
    entries.every(([, entry]) => ['image', 'build', 'extends'].some((key) => fieldOf(entry, key) !== undefined))
  return looksLikeVersion1 ? listServices(value, []) : undefined
}

function listServices(services: unknown, path: YamlPath): readonly ComposeService[] {
  const entries = entriesOf(services)
  return entries.map(([name, value]) => {
    const layers: [Layer, ...Layer[]] = [{ path: [...path, name], value }]
    let base = baseOf(value)
    while (base !== undefined && base !== name && layers.length < mostLayers) {
      const next = fieldOf(services, base)
      layers.push({ path: [...path, base], value: next })
      base = baseOf(next)
    }
    return { name, layers }
  })
}

/** The service of the same file that an entry extends. */
function baseOf(value: unknown): string | undefined {
  const extended = fieldOf(value, 'extends')
  if (fieldOf(extended, 'file') !== undefined) return undefined
  return textOf(extended) ?? textOf(fieldOf(extended, 'service'))
}
