import type { UseQueryResult } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { explainFailure } from '../live/api.ts'

/** Lists are asked for every 5 s; on a slow line an answer takes its time. */
const believedMs = 20_000

/** What of a list's query tells how much of it may be believed. */
export type Answered = Pick<UseQueryResult, 'error' | 'dataUpdatedAt'>

/**
 * Why a list may not be taken for how things are now; undefined while it was answered a moment ago. A request that
 * hangs fails late, and a page that slept asked nobody: so a list is outdated by its age, too.
 */
export function useOutdated({ error, dataUpdatedAt }: Answered): string | undefined {
  const isOld = useSyncExternalStore(
    look,
    useCallback(() => isTooOld(dataUpdatedAt, Date.now()), [dataUpdatedAt]),
  )
  if (error !== null) return explainFailure(error)
  return isOld ? 'The server has not answered for a while.' : undefined
}

/** @param updatedAtMs 0: nothing was answered yet, so there is nothing to believe. */
export function isTooOld(updatedAtMs: number, nowMs: number): boolean {
  return updatedAtMs > 0 && nowMs - updatedAtMs > believedMs
}

/** Looks each second, and at once when the page comes back from where no timer ran. */
function look(call: () => void): () => void {
  const timer = setInterval(call, 1_000)
  document.addEventListener('visibilitychange', call)
  globalThis.addEventListener('pageshow', call)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', call)
    globalThis.removeEventListener('pageshow', call)
  }
}
