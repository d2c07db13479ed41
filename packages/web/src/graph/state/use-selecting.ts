import type { GraphDocument } from '@statusgraph/model'
import { useState } from 'react'
import type { RefObject } from 'react'
import type { ViewState } from '../../routes/view-state.ts'
import type { Editor } from '../editor/editor.ts'
import type { StageHandle } from '../MapStage.tsx'
import type { FoldView } from './use-folds.ts'
import type { UpdateView } from './use-view-state.ts'

interface SelectingOptions {
  readonly graph: GraphDocument
  readonly state: ViewState
  readonly update: UpdateView
  readonly openFor: FoldView['openFor']
  /** Undefined while nobody edits. */
  readonly editor: Editor | undefined
  readonly stage: RefObject<StageHandle | null>
}

export interface Selecting {
  /** The node or the edge that was chosen on the picture: whoever did so stays there. */
  readonly chosenOnMap: string | undefined
  /** Selects from anywhere but the picture: the picture then comes along. */
  readonly goTo: (id: string | undefined) => void
  /** The same for an edge: both ends are to be seen. */
  readonly goToEdge: (id: string) => void
  readonly selectOnMap: (id: string | undefined) => void
  readonly selectEdgeOnMap: (id: string) => void
}

/** Selects nodes and edges, on the picture or from elsewhere. */
export function useSelecting({ graph, state, update, openFor, editor, stage }: SelectingOptions): Selecting {
  const [chosenOnMap, setChosenOnMap] = useState<string>()
  return {
    chosenOnMap,
    goTo(id) {
      if (id === undefined) return
      setChosenOnMap(undefined)
      update({ ...openFor(id), ...(editor === undefined ? { node: id } : {}) })
      editor?.ui.select({ nodes: [id] })
      stage.current?.centreOn(id)
    },
    goToEdge(id) {
      const edge = graph.edges.find((one) => one.id === id)
      setChosenOnMap(undefined)
      update({ ...(edge === undefined ? {} : openFor(edge.source, edge.target)), edge: id })
      stage.current?.revealEdge(id)
    },
    selectOnMap(id) {
      setChosenOnMap(id)
      update({ node: id, hops: id === undefined ? 0 : state.hops })
    },
    selectEdgeOnMap(id) {
      setChosenOnMap(id)
      update({ edge: id })
    },
  }
}
