import { serviceKey, servicesOf } from '@statusgraph/model'
import type { GraphDocument, GraphNode, ServiceKey } from '@statusgraph/model'
import type { ServiceListItem } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { servicesQuery } from '../../../../live/queries.ts'
import { useOutdated } from '../../../../parts/use-outdated.ts'

/** The services that exist, as the server last said. */
export interface KnownServices {
  readonly all: readonly ServiceListItem[]
  readonly byKey: ReadonlyMap<ServiceKey, ServiceListItem>
  /** Nothing was answered yet. */
  readonly isLoading: boolean
  /** Why the list could not be renewed: what it says may be old, and nothing in it may look confirmed. */
  readonly trouble: string | undefined
}

const none: readonly ServiceListItem[] = []

export function useServices(): KnownServices {
  const { data, error, dataUpdatedAt } = useQuery(servicesQuery)
  const trouble = useOutdated({ error, dataUpdatedAt })
  return useMemo(() => {
    const all = data ?? none
    return {
      all,
      byKey: new Map(all.map((item) => [serviceKey(item.service), item])),
      isLoading: data === undefined && error === null,
      trouble,
    }
  }, [data, error, trouble])
}

/** The services that a node shows: those it names, or its name. A group shows only what it names. */
function shownServices(node: GraphNode): readonly string[] {
  return node.kind === 'group' ? (node.services ?? []) : servicesOf(node)
}

/** Which nodes of a graph show a service. */
export function findShowing(graph: GraphDocument): ReadonlyMap<ServiceKey, readonly GraphNode[]> {
  const showing = new Map<ServiceKey, GraphNode[]>()
  for (const node of graph.nodes) {
    for (const key of new Set(shownServices(node).map(serviceKey))) {
      const known = showing.get(key)
      if (known === undefined) showing.set(key, [node])
      else known.push(node)
    }
  }
  return showing
}
