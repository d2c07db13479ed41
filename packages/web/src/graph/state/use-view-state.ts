import { useCallback, useMemo } from 'react'
import { currentPlace, navigate, usePlace } from '../../routes/router.tsx'
import { readViewState, writeViewState } from '../../routes/view-state.ts'
import type { ViewState } from '../../routes/view-state.ts'

export type UpdateView = (change: Partial<ViewState>, how?: 'step' | 'replace') => void

/** The view as the address says it. A change is a step for the back button unless it only replaces. */
export function useViewState(): readonly [ViewState, UpdateView] {
  const { search } = usePlace()
  const state = useMemo(() => readViewState(search), [search])
  const update = useCallback<UpdateView>((change, how = 'step') => {
    const place = currentPlace()
    // A viewport in the address is where someone else stood; it ends with the first change of one's own.
    const now = readViewState(place.search)
    // One thing is selected: a node or an edge.
    const other =
      change.node !== undefined ? { edge: undefined } : change.edge !== undefined ? { node: undefined, hops: 0 } : {}
    const next = { ...now, viewport: undefined, ...other, ...change }
    const written = writeViewState(next)
    if (written !== place.search) navigate(place.path + written, { replace: how === 'replace' })
  }, [])
  return [state, update]
}
