import { tidyImage } from '../container-image.ts'
import type { Draft, DraftChoice, DraftEdge, DraftNode, ImportDiagnostic } from '../draft.ts'
import { guessKind } from '../guess-kind.ts'
import { entriesOf, fieldOf, itemsOf, textOf, textsOf } from '../plain-data.ts'
import type { YamlDocument } from '../yaml-documents.ts'
import { findCalls } from './find-calls.ts'
import { withDefaults } from './variables.ts'
import { findDependencies } from './find-dependencies.ts'
import type { ComposeService } from './find-services.ts'
import { draftNetworks } from './networks.ts'

const declared = 'declared'
const called = 'called'
/** What services use, and what neither runs nor calls. */
const notDrawn = new Set(['volumes', 'secrets', 'configs', 'models'])
const choices: readonly DraftChoice[] = [
  { id: declared, name: 'What the services say they depend on' },
  { id: called, name: 'The same, and the services that environment variables and commands name' },
]

export interface ComposeDraft {
  readonly draft: Draft
  readonly choices: readonly DraftChoice[]
  readonly chosen: string
  readonly diagnostics: readonly ImportDiagnostic[]
}

/** Services as nodes, their networks as groups, and what they say of one another as edges. */
export function draftCompose(
  document: YamlDocument,
  services: readonly ComposeService[],
  choice: string | undefined,
): ComposeDraft {
  const diagnostics: ImportDiagnostic[] = []
  const chosen = choice === called ? called : declared
  const networks = draftNetworks(document, services, diagnostics)
  const nodes = services.map((service) => draftService(service, document, networks.parents.get(service.name)))
  const edges = [
    ...findDependencies(document, services, diagnostics),
    ...(chosen === called ? findCalls(document, services) : []),
  ]
  const outside = draftOutside(edges, services, diagnostics)
  tellOtherFiles(document, services, diagnostics)
  if (services.some(({ layers }) => fieldOf(layers[0].value, 'environment') !== undefined)) {
    const message = 'Values of environment variables do not enter the graph: they may be secrets.'
    diagnostics.push({ kind: 'note', message })
  }
  return { draft: { nodes: [...networks.groups, ...nodes, ...outside], edges }, choices, chosen, diagnostics }
}

function draftService({ name, layers }: ComposeService, document: YamlDocument, parent: string | undefined): DraftNode {
  const find = (key: string): unknown =>
    layers.map(({ value }) => fieldOf(value, key)).find((value) => value !== undefined && value !== null)
  const image = tidyImage(textOf(find('image')) ?? '')
  const ports = itemsOf(find('ports'))
    .flatMap((port) => sayPort(port) ?? [])
    .map(withDefaults)
  const profiles = textsOf(find('profiles'))
  const build = sayBuild(find('build'))
  const known = [name, textOf(find('container_name')), textOf(find('hostname'))].map(
    (one) => withDefaults(one ?? '') || name,
  )
  return {
    key: name,
    name,
    kind: guessKind(image) ?? (image === undefined ? guessKind(name) : undefined) ?? 'service',
    parent,
    technology: image,
    services: [...new Set(known.filter((one) => !one.includes('$')))],
    labels: {
      ...(ports.length === 0 ? {} : { ports: ports.join(', ') }),
      ...(profiles.length === 0 ? {} : { profiles: profiles.join(', ') }),
      ...(build === undefined ? {} : { build }),
    },
    at: document.locate(layers[0].path),
  }
}

/** `8080:80`, or the same from the long form. */
function sayPort(port: unknown): string | undefined {
  const target = textOf(fieldOf(port, 'target'))
  if (target === undefined) return textOf(port)
  const published = textOf(fieldOf(port, 'published'))
  return published === undefined ? target : `${published}:${target}`
}

/** The folder that it is built from; an address may have a password in it. */
function sayBuild(build: unknown): string | undefined {
  const context = textOf(build) ?? textOf(fieldOf(build, 'context'))
  return context === undefined || /:\/\/|@/.test(context) ? undefined : context
}

/** A service that another file has: without a node for it, what depends on it would be lost. */
function draftOutside(
  edges: readonly DraftEdge[],
  services: readonly ComposeService[],
  diagnostics: ImportDiagnostic[],
): readonly DraftNode[] {
  const inside = new Set(services.map(({ name }) => name))
  const outside = new Map<string, DraftNode>()
  for (const { target, at } of edges) {
    if (inside.has(target) || outside.has(target)) continue
    outside.set(target, { key: target, name: target, kind: 'external', at })
    const message = `The service "${target}" is not in this file; it became an outside one.`
    diagnostics.push({ kind: 'guessed', ...at, message })
  }
  return [...outside.values()]
}

function tellOtherFiles(
  document: YamlDocument,
  services: readonly ComposeService[],
  diagnostics: ImportDiagnostic[],
): void {
  itemsOf(fieldOf(document.value, 'include')).forEach((_entry, at) => {
    const message =
      'Another compose file is included, and not read from here; import what "docker compose config" prints.'
    diagnostics.push({ kind: 'lost', ...document.locate(['include', at]), message })
  })
  for (const { layers } of services) {
    const [{ path, value }] = layers
    if (fieldOf(value, 'extends', 'file') === undefined) continue
    const message =
      'A service extends one of another file, which is not read from here; import what "docker compose config" prints.'
    diagnostics.push({ kind: 'lost', ...document.locate([...path, 'extends']), message })
  }
  const others = entriesOf(document.value).filter(([key]) => notDrawn.has(key))
  for (const [key] of others) {
    const message = `What stands under "${key}" is not drawn.`
    diagnostics.push({ kind: 'note', ...document.locate([key]), message })
  }
}
