import type { GraphDocument } from '@statusgraph/model'
import type { RevisionedGraph } from '@statusgraph/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { client, explainFailure, statusOf } from '../../live/api.ts'
import { graphListQuery } from '../../live/queries.ts'
import { showNote } from '../../parts/Toast.tsx'
import { moveNodes } from './moved-graph.ts'
import type { Moved, Position } from './moved-graph.ts'

export interface Moves {
  /** What is drawn: the newest document with the moves that are not saved yet. */
  readonly graph: GraphDocument
  readonly isMoving: boolean
  readonly isSaving: boolean
  readonly count: number
  /** Why the last save did not work, in a sentence; the moves are kept. */
  readonly trouble: string | undefined
  /** Why nothing can be moved here at all. */
  readonly refusedBecause: string | undefined
  readonly start: () => void
  readonly stop: () => void
  readonly place: (id: string, position: Position) => void
  readonly save: () => void
  readonly discard: () => void
}

const nothing: Moved = new Map()

/** Moving nodes and saving where they stand, with the revision it started from; nothing is lost when a save is refused. */
export function useMoves(loaded: RevisionedGraph, onSaved: () => void): Moves {
  const queries = useQueryClient()
  const { data: list } = useQuery(graphListQuery)
  const [isMoving, setIsMoving] = useState(false)
  const [isSaving, setIsSaving] = useState(false)
  const [moved, setMoved] = useState<Moved>(nothing)
  const [trouble, setTrouble] = useState<string | undefined>()
  // After a conflict the document of the others is the base, even before the stream tells of it.
  const [theirs, setTheirs] = useState<RevisionedGraph | undefined>()
  const base = theirs !== undefined && theirs.revision > loaded.revision ? theirs : loaded
  const graph = useMemo(() => moveNodes(base.graph, moved), [base, moved])
  const isProvisioned = list?.find(({ id }) => id === base.graph.id)?.provisioned ?? false
  const refusedBecause = isProvisioned
    ? 'This graph comes from a provisioned file and is read-only here: change the file, and it is reloaded.'
    : undefined

  const save = async (): Promise<void> => {
    if (moved.size === 0 || isSaving) return
    setIsSaving(true)
    setTrouble(undefined)
    const saving = moved
    try {
      const saved = await client.saveGraph(graph, base.revision)
      setTheirs(saved)
      // What was moved again while the save was on its way stays a change.
      setMoved((now) => new Map([...now].filter(([id, position]) => saving.get(id) !== position)))
      await queries.invalidateQueries({ queryKey: ['graph', graph.id] })
      showNote(`Saved as revision ${saved.revision}.`)
      onSaved()
    } catch (failure) {
      setTrouble(await explainRefusal(failure, graph.id, setTheirs))
    } finally {
      setIsSaving(false)
    }
  }

  return {
    graph,
    isMoving,
    isSaving,
    count: moved.size,
    trouble,
    refusedBecause,
    start() {
      if (refusedBecause === undefined) setIsMoving(true)
      else showNote(refusedBecause)
    },
    stop() {
      if (moved.size > 0) setTrouble('Save the moves or discard them first.')
      else {
        setIsMoving(false)
        setTrouble(undefined)
      }
    },
    place: (id, position) => setMoved((now) => new Map(now).set(id, position)),
    save: () => void save(),
    discard() {
      const before = moved
      setMoved(nothing)
      setTrouble(undefined)
      setIsMoving(false)
      if (before.size > 0) {
        showNote('Moves discarded.', {
          label: 'Undo',
          run: () => {
            setMoved(before)
            setIsMoving(true)
          },
        })
      }
    },
  }
}

/** On a conflict, fetches what the others saved, so that the moves lie on top of it and can be saved again. */
async function explainRefusal(
  failure: unknown,
  id: string,
  setTheirs: (theirs: RevisionedGraph) => void,
): Promise<string> {
  if (statusOf(failure) !== 412) return `Not saved: ${explainFailure(failure)} Your moves are kept here.`
  try {
    const theirs = await client.readGraph(id)
    setTheirs(theirs)
    return `Someone else saved revision ${theirs.revision} meanwhile. You see theirs with your moves on top: save again to keep both.`
  } catch (second) {
    return `Someone else saved meanwhile, and theirs cannot be loaded: ${explainFailure(second)} Your moves are kept here.`
  }
}
