import type { DocumentFault, NodeKind } from './document.ts'

/** The original Statusgraph's names for kinds, read as ours. */
const legacyKinds: ReadonlyMap<string, NodeKind> = new Map([
  ['rect', 'box'],
  ['poly', 'hexagon'],
  ['cluster', 'group'],
])

/** Turns the original's words into ours, touching nothing that it does not know. */
export function modernise(input: unknown): unknown {
  if (!isRecord(input) || !Array.isArray(input['nodes'])) return input
  const nodes: readonly unknown[] = input['nodes']
  const parents = new Map<unknown, unknown>()
  for (const node of nodes) {
    if (!isRecord(node) || !Array.isArray(node['children'])) continue
    for (const child of node['children']) parents.set(child, node['id'])
  }
  return { ...input, nodes: nodes.map((node) => (isRecord(node) ? moderniseNode(node, parents) : node)) }
}

/** Children that no node of the document is: they would be gone without a word. */
export function findLostChildren(input: unknown): readonly DocumentFault[] {
  if (!isRecord(input) || !Array.isArray(input['nodes'])) return []
  const nodes: readonly unknown[] = input['nodes']
  const ids = new Set(nodes.map((node) => (isRecord(node) ? node['id'] : undefined)))
  return nodes.flatMap((node, index) => {
    if (!isRecord(node) || !Array.isArray(node['children'])) return []
    const children: readonly unknown[] = node['children']
    return children.flatMap((child, at) => {
      if (typeof child === 'string' && ids.has(child)) return []
      const said =
        typeof child === 'string' ? `the child "${child}" does not exist` : 'a child is named by the id of a node'
      return [{ path: ['nodes', index, 'children', at], message: said }]
    })
  })
}

function moderniseNode(node: Record<string, unknown>, parents: ReadonlyMap<unknown, unknown>): unknown {
  const { connector, children, ...rest } = node
  const modern: Record<string, unknown> = { ...rest }
  if (children !== undefined && children !== null && !Array.isArray(children)) modern['children'] = children
  if (connector !== undefined && connector !== null && modern['ports'] === undefined) modern['ports'] = connector
  if (modern['parent'] === undefined && parents.has(node['id'])) modern['parent'] = parents.get(node['id'])
  const kind = typeof node['kind'] === 'string' ? legacyKinds.get(node['kind']) : undefined
  if (kind !== undefined) modern['kind'] = kind
  return modern
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
