import { createClient } from '@statusgraph/protocol'
import { editorName } from '../../../live/editor-name.ts'
import type { LiveGraph } from '../../../live/live-graph.ts'
import { browserSurroundings } from '../../../live/surroundings.ts'
import { basePath } from '../../../routes/base.ts'
import type { SessionSurroundings } from './surroundings.ts'

/**
 * The client of everything that is saved. It follows no redirection: the API sends none, so one comes from a login page
 * in front of the server, and following it would make a save look done.
 */
export const editClient = createClient(
  basePath,
  (input, init) => fetch(input, { ...init, cache: 'no-store', redirect: 'manual' }),
  { editorName },
)

/** What a session needs, as this browser has it; the stream of `live` tells that the server is there. */
export function surroundSession(live: LiveGraph): SessionSurroundings {
  return {
    ...browserSurroundings,
    server: editClient,
    onWake(call) {
      let wasOpen = live.view().link.kind === 'open'
      const stopListening = live.subscribe(() => {
        const isOpen = live.view().link.kind === 'open'
        if (isOpen && !wasOpen) call()
        wasOpen = isOpen
      })
      const callInSight = () => {
        if (document.visibilityState === 'visible') call()
      }
      document.addEventListener('visibilitychange', callInSight)
      globalThis.addEventListener('online', call)
      globalThis.addEventListener('focus', call)
      return () => {
        stopListening()
        document.removeEventListener('visibilitychange', callInSight)
        globalThis.removeEventListener('online', call)
        globalThis.removeEventListener('focus', call)
      }
    },
  }
}
