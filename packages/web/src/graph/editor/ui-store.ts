import type { UiState, UiStore } from './editor.ts'

/** The surface of an editor that was just opened. */
export function createUiStore(): UiStore {
  let state: UiState = {
    tool: { kind: 'select' },
    selection: { nodes: new Set(), edges: new Set() },
    renaming: undefined,
    dialog: undefined,
    traySection: 'services',
    aliasing: undefined,
  }
  const listeners = new Set<() => void>()
  const set = (change: Partial<UiState>): void => {
    state = { ...state, ...change }
    for (const call of listeners) call()
  }
  return {
    state: () => state,
    subscribe(call) {
      listeners.add(call)
      return () => {
        listeners.delete(call)
      }
    },
    set,
    select: ({ nodes = [], edges = [] }) => set({ selection: { nodes: new Set(nodes), edges: new Set(edges) } }),
  }
}
