import type { TabMemory } from './open-drafts.ts'

const prefix = 'statusgraph.draft.'

/** The memory of this tab: it survives a reload, and a duplicated tab begins with a copy of it. */
export const browserTabMemory: TabMemory = {
  read(graph) {
    try {
      return sessionStorage.getItem(prefix + graph) ?? undefined
    } catch {
      return undefined
    }
  },
  write(graph, id) {
    try {
      sessionStorage.setItem(prefix + graph, id)
    } catch {
      // Then a reload finds its draft like that of any tab that is gone.
    }
  },
}
