import type { RevisionedGraph } from '@statusgraph/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { graphListQuery } from '../live/queries.ts'
import { showNote } from '../parts/Toast.tsx'

/**
 * Answers whether a graph comes from a file on the server. Such a graph is changed there and not here: whoever asks
 * for its editor, by key or by address, is told so and offered a copy.
 */
export function useFileGuard(loaded: RevisionedGraph, isAskedFor: boolean, onRefused: () => void): boolean {
  const queries = useQueryClient()
  const { data: list } = useQuery(graphListQuery)
  const isProvisioned = list?.find(({ id }) => id === loaded.graph.id)?.provisioned ?? false
  const refuse = useEffectEvent(() => {
    onRefused()
    showNote('This graph comes from a file on the server: change the file, or edit a copy.', {
      label: 'Copy to edit',
      run: () => void import('./copy-graph.ts').then(({ copyGraph }) => copyGraph(loaded, queries)),
    })
  })
  useEffect(() => {
    if (isProvisioned && isAskedFor) refuse()
  }, [isProvisioned, isAskedFor])
  return isProvisioned
}
