import type { GraphDocument, TopologyView } from '@statusgraph/model'
import { useMemo } from 'react'
import { useTopologyWhole } from '../../../../live/topology/use-topology.ts'
import { listDrift } from '../../../discovery/list-finds.ts'
import type { Drift } from '../../../discovery/list-finds.ts'
import { settleView } from '../../../discovery/settle-view.ts'
import type { Editor } from '../../editor.ts'
import { useSession } from '../../session/use-session.ts'

interface EditorDrift {
  readonly graph: GraphDocument
  /** What was discovered, as it stands to the document under the hand. */
  readonly view: TopologyView
  readonly drift: Drift
}

/** In what the document under the hand and reality differ. */
export function useDrift({ session, live }: Editor): EditorDrift {
  const graph = useSession(session, (state) => state.graph)
  const whole = useTopologyWhole(live.topology)
  return useMemo(() => {
    const view = settleView(whole, graph)
    return { graph, view, drift: listDrift(view) }
  }, [graph, whole])
}
