import type { DraftNode, ImportDiagnostic } from '../draft.ts'
import { entriesOf, fieldOf, textOf, textsOf } from '../plain-data.ts'
import type { YamlDocument } from '../yaml-documents.ts'
import type { ComposeService } from './find-services.ts'

export interface Networks {
  /** A group for each network that a service lists. */
  readonly groups: readonly DraftNode[]
  /** The key of the group that each service lies in, by its name. */
  readonly parents: ReadonlyMap<string, string>
}

/** Networks as groups. A box lies in one group only: of several networks the first one that the service lists. */
export function draftNetworks(
  document: YamlDocument,
  services: readonly ComposeService[],
  diagnostics: ImportDiagnostic[],
): Networks {
  const groups = new Map<string, DraftNode>()
  const parents = new Map<string, string>()
  for (const { name, layers } of services) {
    const listed = [...new Set(layers.flatMap(({ value }) => namesOf(fieldOf(value, 'networks'))))]
    for (const network of listed) {
      if (groups.has(network)) continue
      const key = `network ${network}`
      const at = document.locate(['networks', network])
      groups.set(network, { key, name: network, kind: 'group', description: describe(document, network), at })
    }
    const [first, ...others] = listed
    if (first === undefined) continue
    parents.set(name, `network ${first}`)
    if (others.length > 0) {
      const message = `A service is in several networks; it is drawn in the first, ${first}, and not in ${others.join(', ')}.`
      diagnostics.push({ kind: 'note', ...document.locate([...layers[0].path, 'networks']), message })
    }
  }
  return { groups: [...groups.values()], parents }
}

function describe({ value }: YamlDocument, network: string): string | undefined {
  const driver = textOf(fieldOf(value, 'networks', network, 'driver'))
  const isExternal = fieldOf(value, 'networks', network, 'external')
  if (isExternal === true || isExternal instanceof Map) return 'A network made outside this file.'
  return driver === undefined ? undefined : `Network, driver ${driver}.`
}

/** A list of names, or a map by names; people also write a list of maps: `- db: { condition: service_healthy }`. */
export function namesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => namesOf(item))
  return value instanceof Map ? entriesOf(value).map(([name]) => name) : textsOf(value)
}
