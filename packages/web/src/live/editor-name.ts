import { useSyncExternalStore } from 'react'

const storageKey = 'statusgraph.editor-name'
/** What others read when somebody has not said a name. */
export const namelessEditor = 'Somebody'
const longestName = 80

const listeners = new Set<() => void>()
let name = readStored()

/** The name that this browser's user gave, shown to others and in the history; undefined: none. */
export function editorName(): string | undefined {
  return name
}

/** Remembers the name for this browser. */
export function chooseEditorName(next: string): void {
  const tidy = next.trim().slice(0, longestName)
  name = tidy === '' ? undefined : tidy
  try {
    if (name === undefined) localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, name)
  } catch {
    // A browser that keeps nothing still shows the name to others until the page is left.
  }
  for (const call of listeners) call()
}

export function subscribeEditorName(call: () => void): () => void {
  listeners.add(call)
  return () => {
    listeners.delete(call)
  }
}

export function useEditorName(): string | undefined {
  return useSyncExternalStore(subscribeEditorName, editorName)
}

function readStored(): string | undefined {
  try {
    return localStorage.getItem(storageKey) ?? undefined
  } catch {
    return undefined
  }
}
