import type { ImportFormat } from '../importer.ts'
import type { Diagram, DiagramElement } from './diagram.ts'
import { plainLabel, wordRuns } from './labels.ts'
import type { ManifestElement, ManifestEntry } from './manifest.ts'
import { structurizrDiagram } from './structurizr-entry.ts'

/** How the manifest of a format says names and nesting, where it differs from `label`, `id` and `parent`. */
interface Reading {
  readonly names?: (element: ManifestElement) => readonly string[]
  /** By what edges and parents speak of the element. */
  readonly id?: (element: ManifestElement) => string
  /** The groups that may be around it: one of them is right. */
  readonly around?: (element: ManifestElement, entry: ManifestEntry) => readonly string[]
  /** What an end that is nothing in the file is called. */
  readonly outside?: (id: string) => string
}

const labelOrId = (element: ManifestElement): readonly string[] => [element.label ?? idOf(element)]
/** Compose and Backstage list the members in the group; one that several list may lie in any of them. */
const byMembers = ({ id }: ManifestElement, entry: ManifestEntry): readonly string[] =>
  entry.groups.filter(({ members }) => id !== undefined && members?.includes(id) === true).map(idOf)
const networkId = (id: string): string => `network ${id}`
const afterKind = (reference: string): string => reference.split('/').at(-1) ?? reference

const readings: Partial<Readonly<Record<ImportFormat, Reading>>> = {
  compose: {
    names: labelOrId,
    // A network may be called as a service is.
    id: (element) => (element.members === undefined ? idOf(element) : networkId(idOf(element))),
    around: (service, entry) => byMembers(service, entry).map(networkId),
  },
  kubernetes: {
    names: labelOrId,
    around: ({ namespace }, { groups }) => groups.map(idOf).filter((id) => id === namespace),
    outside: afterKind,
  },
  backstage: {
    names: ({ id = '', label }) => [label ?? afterKind(id)],
    around: byMembers,
    outside: afterKind,
  },
  dot: { names: (element) => [plainLabel(element)] },
  // A label that is empty leaves the name to us.
  d2: { names: ({ label = '' }) => (label === '' ? [] : [withoutBlocks(label)]) },
  drawio: {
    // Of C4 the name alone is one: `Orders[Container: Go] Takes orders`.
    names: ({ label }) => (label === undefined ? [] : [label, label.split('[')[0] ?? label]),
  },
  mermaid: { names: (element) => [plainLabel({ ...element, label: withoutMarkdown(element.label), html: true })] },
  plantuml: {
    // Lines come as words, and of a C4 element the name is followed by technology and description: the longest run of
    // words that was found is taken for its name.
    // Groups of C4 have all of it in one label.
    names: ({ id = '', label = id, labelLines }) => wordRuns(labelLines ?? label.split(' ')),
  },
}

/** What the manifest says is in a file. */
export function expectedDiagram(format: ImportFormat, entry: ManifestEntry): Diagram {
  if (format === 'structurizr') return structurizrDiagram(entry)
  const reading = readings[format] ?? {}
  const nameOf = reading.names ?? (({ label }: ManifestElement) => (label === undefined ? [] : [label]))
  const idFrom = reading.id ?? idOf
  const around = reading.around ?? (({ parent }: ManifestElement) => (parent === undefined ? [] : [parent]))
  const elements = new Map<string, DiagramElement>()
  const describe = (element: ManifestElement, role: DiagramElement['role']): DiagramElement => ({
    role,
    names: nameOf(element),
    around: around(element, entry),
  })
  for (const node of entry.nodes) elements.set(idFrom(node), describe(node, 'node'))
  for (const group of entry.groups) {
    const id = idFrom(group)
    const known = elements.get(id)
    elements.set(id, known === undefined ? describe(group, 'group') : { ...known, role: 'group' })
  }
  for (const end of entry.edges.flatMap(({ source, target }) => [source ?? [], target ?? []].flat())) {
    if (!elements.has(end)) elements.set(end, { role: 'outside', names: [reading.outside?.(end) ?? end], around: [] })
  }
  // An edge with a loose end is nothing that a graph can hold.
  const edges = entry.edges.flatMap(({ source, target }) =>
    source === undefined || target === undefined ? [] : [{ source, target }],
  )
  return { elements, edges }
}

/** What Mermaid draws otherwise than it stands in the label: icons of fonts, emphasis, ends of lines. */
function withoutMarkdown(label: string | undefined): string | undefined {
  return label
    ?.replaceAll(/\bfa[bklrs]?:fa-[\w-]+/g, '')
    .replaceAll(/\*\*(\S[^*]*)\*\*/g, '$1')
    .replaceAll('\\n', ' ')
}

/** The labels of D2 that are Markdown stand as they are written. */
function withoutBlocks(label: string): string {
  return label.replaceAll(/^(?:#{1,6}|-) +/gm, '').replaceAll(/(\*{1,2})(\S[^*]*)\1/g, '$2')
}

function idOf({ id, label }: ManifestElement): string {
  return id ?? label ?? ''
}
