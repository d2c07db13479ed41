import type { GraphNode, NodeStatus, Overlay, TopologyNode } from '@statusgraph/model'

/**
 * The accessible name of a node: its name and lamp first, then what a person would ask next.
 *
 * @param nameOf what the nodes that it suffers from are called; left out, their ids are said
 * @param seen what discovery knows of it
 * @example describeNode(node, status) // 'checkout.svc, critical, 1 alert'
 */
export function describeNode(
  node: GraphNode,
  status: NodeStatus | undefined,
  nameOf: (nodeId: string) => string = (id) => id,
  seen?: TopologyNode,
): string {
  const parts = [node.name, status?.lamp ?? 'unknown', ...(status === undefined ? [] : sayCounts(node, status))]
  for (const overlay of status?.overlays ?? []) parts.push(sayOverlay(overlay, nameOf))
  parts.push(...saySeen(seen))
  return parts.join(', ')
}

/** What is remarkable in how discovery sees it: that it is seen as drawn is not. */
function saySeen(seen: TopologyNode | undefined): readonly string[] {
  if (seen === undefined) return []
  const isFound = seen.drawn === true ? [] : ['discovered']
  switch (seen.state) {
    case 'missing':
      return ['drawn but not seen']
    case 'stale':
      return [...isFound, 'no longer seen']
    case 'frozen':
      return [...isFound, 'its source fails']
    case 'live':
    case 'idle':
    case 'undeclared':
      return isFound
  }
}

function sayCounts(node: GraphNode, status: NodeStatus): readonly string[] {
  const count = (name: string): number => status.counts[name] ?? 0
  if (node.kind === 'group') {
    const said = (['critical', 'warning', 'unknown', 'muted'] as const).flatMap((lamp) =>
      count(lamp) === 0 ? [] : [`${count(lamp)} ${lamp}`],
    )
    return [`${node.collapsed === true ? 'collapsed group' : 'group'} of ${count('members')}`, ...said]
  }
  const suppressed = count('suppressed')
  const active = count('alerts') - suppressed - count('none')
  if (active > 0) return [active === 1 ? '1 alert' : `${active} alerts`]
  if (status.lamp === 'muted' && suppressed > 0)
    return [suppressed === 1 ? '1 muted alert' : `${suppressed} muted alerts`]
  return []
}

function sayOverlay(overlay: Overlay, nameOf: (nodeId: string) => string): string {
  switch (overlay.kind) {
    case 'stale':
      return 'stale'
    case 'pending':
      return `pending: ${overlay.title}`
    case 'impacted':
      return `impacted by ${overlay.by.slice(0, 2).map(nameOf).join(' and ')}${overlay.by.length > 2 ? ' and others' : ''}`
    case 'partial':
      return 'partial data'
  }
}
