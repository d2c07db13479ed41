import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { useMemo } from 'react'
import { useNodeStatus } from '../../../../live/use-live-graph.ts'
import { Alerts } from '../../../panel/Alerts.tsx'
import { Links } from '../../../panel/Links.tsx'
import { Metrics } from '../../../panel/Metrics.tsx'
import { Neighbours } from '../../../panel/Neighbours.tsx'
import { Overlays } from '../../../panel/Overlays.tsx'
import { Why } from '../../../panel/Why.tsx'
import { readTopology } from '../../../state/neighbours.ts'
import type { Editor } from '../../editor.ts'

interface NodeStateProps {
  readonly editor: Editor
  readonly graph: GraphDocument
  readonly node: GraphNode
}

/** What whoever only looks at the graph is told of this node: why it has its lamp, and who is touched. */
export function NodeState({ editor, graph, node }: NodeStateProps) {
  const { live, ui } = editor
  const topology = useMemo(() => readTopology(graph), [graph])
  const status = useNodeStatus(live.statuses, node.id)
  const nameOf = (id: string) => topology.byId.get(id)?.name ?? id
  const select = (id: string) => {
    ui.select({ nodes: [id] })
    editor.map()?.centreOn(id)
  }
  return (
    <>
      <Overlays status={status} nameOf={nameOf} onSelect={select} />
      <Why
        subject={{ kind: 'node', id: node.id, name: node.name }}
        status={status}
        live={live}
        nameOf={nameOf}
        onSelect={select}
      />
      <Alerts status={status} />
      <Links graph={graph} node={node} />
      <Metrics node={node} readings={status?.metrics ?? []} />
      <Neighbours
        topology={topology}
        id={node.id}
        live={live}
        onSelect={select}
        onSelectEdge={(id) => ui.select({ edges: [id] })}
      />
    </>
  )
}
