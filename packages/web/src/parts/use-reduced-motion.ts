import { useSyncExternalStore } from 'react'

const query = globalThis.matchMedia('(prefers-reduced-motion: reduce)')

/** Whether the person asked the system for less motion. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches)
}

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
