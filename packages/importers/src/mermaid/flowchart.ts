import type { Draft, DraftEdge, DraftNode, FilePlace } from '../draft.ts'
import { importLimits } from '../limits.ts'
import { linksIn } from './label-text.ts'
import { kindOf } from './node-shapes.ts'
import type { Link } from './read-link.ts'

interface NodeFields {
  readonly label?: string | undefined
  readonly shape?: string | undefined
  readonly icon?: string | undefined
  /** The label as it is written. */
  readonly raw?: string | undefined
}

interface Group {
  readonly id: string
  readonly title: string
  readonly members: Set<string>
  readonly at: FilePlace
}

interface StyledNode {
  readonly id: string
  readonly at: FilePlace
}

/** A flowchart while it is read; whose rules are those of Mermaid's own reader. */
export interface Flowchart {
  addNode(id: string, fields: NodeFields, at: FilePlace): void
  /** A style speaks of it: where nothing else does, Mermaid draws a node for it. */
  addStyled(id: string, at: FilePlace): void
  addLink(id: string, link: { readonly title: string; readonly url: string }): void
  join(sources: readonly string[], targets: readonly string[], link: Link, at: FilePlace): void
  /** A subgraph without an id of its own has a title of several words. */
  openGroup(id: string | undefined, title: string, at: FilePlace): void
  /** False when none is open. */
  closeGroup(): boolean
  openGroups(): number
  /** What only styles speak of. */
  onlyStyled(): readonly StyledNode[]
  draft(): Pick<Draft, 'nodes' | 'edges'>
}

export function createFlowchart(): Flowchart {
  const nodes = new Map<string, NodeFields & { readonly at: FilePlace }>()
  const links = new Map<string, { readonly title: string; readonly url: string }[]>()
  const groups = new Map<string, Group>()
  /** The group of a node is the one that closes first among those that speak of it. */
  const owners = new Map<string, string>()
  const open: Group[] = []
  const edges: DraftEdge[] = []
  const edgeIds = new Set<string>()
  const styled = new Map<string, StyledNode>()
  const onlyStyled = (): readonly StyledNode[] =>
    [...styled.values()].filter(({ id }) => !nodes.has(id) && !groups.has(id) && !edgeIds.has(id))
  return {
    addNode(id, fields, at) {
      if (edgeIds.has(id)) return
      const known = nodes.get(id)
      const told = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
      nodes.set(id, { ...(known ?? { at }), ...told })
      open.at(-1)?.members.add(id)
    },
    addStyled(id, at) {
      if (!styled.has(id)) styled.set(id, { id, at })
    },
    addLink(id, link) {
      links.set(id, [...(links.get(id) ?? []), link])
    },
    join(sources, targets, link, at) {
      if (link.id !== undefined) edgeIds.add(link.id)
      const label = link.label === '' ? undefined : link.label
      for (const source of sources) {
        for (const target of targets) {
          // `a & b & … --> c & d & …` is short, and means very many: one more than a graph may hold is enough to say so.
          if (edges.length > importLimits.edges) return
          edges.push({ source, target, label, at })
        }
      }
    },
    openGroup(id, title, at) {
      const key = id ?? unusedKey(`subgraph ${title}`, groups)
      const name = title === '' ? key : title
      // A subgraph that is opened once more keeps its first title.
      const group = groups.get(key) ?? { id: key, title: name, members: new Set<string>(), at }
      groups.set(key, group)
      open.at(-1)?.members.add(key)
      open.push(group)
    },
    closeGroup() {
      const group = open.pop()
      if (group === undefined) return false
      for (const member of group.members) if (member !== group.id && !owners.has(member)) owners.set(member, group.id)
      return true
    },
    openGroups: () => open.length,
    onlyStyled,
    draft() {
      const parentOf = (id: string): string | undefined => {
        const owner = owners.get(id)
        // Two subgraphs that speak of each other would lie in each other.
        const isCircle = owner !== undefined && groups.has(id) && isInside(owner, id, owners)
        return isCircle ? undefined : owner
      }
      const plain = [...nodes].filter(([id]) => !groups.has(id))
      return {
        nodes: [
          ...[...groups.values()].map(({ id, title, at }): DraftNode => ({
            key: id,
            name: title,
            kind: 'group',
            parent: parentOf(id),
            links: links.get(id),
            at,
          })),
          ...plain.map(([id, fields]) => draftNode(id, fields, parentOf(id), links.get(id) ?? [])),
          ...onlyStyled().map(({ id, at }) => draftNode(id, { at }, undefined, links.get(id) ?? [])),
        ],
        edges,
      }
    },
  }
}

function draftNode(
  id: string,
  { label, shape, icon, raw = '', at }: NodeFields & { readonly at: FilePlace },
  parent: string | undefined,
  links: readonly { readonly title: string; readonly url: string }[],
): DraftNode {
  const name = label === undefined || label === '' ? id : label
  const isIcon = icon !== undefined && /^[a-z0-9][a-z0-9-]*:[a-z0-9][a-z0-9._-]*$/i.test(icon) && !icon.startsWith('fa')
  const all = [...links, ...linksIn(raw)]
  return {
    key: id,
    name,
    kind: kindOf(shape, name, `${icon ?? ''} ${raw}`),
    parent,
    icon: isIcon ? icon : undefined,
    links: all.length === 0 ? undefined : all,
    at,
  }
}

function unusedKey(stem: string, taken: ReadonlyMap<string, unknown>): string {
  let key = stem
  for (let n = 2; taken.has(key); n++) key = `${stem} ${n}`
  return key
}

function isInside(inner: string, outer: string, owners: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>()
  for (let at: string | undefined = inner; at !== undefined && !seen.has(at); at = owners.get(at)) {
    if (at === outer) return true
    seen.add(at)
  }
  return false
}
