import { createClient } from '@statusgraph/protocol'
import { editorName, namelessEditor, subscribeEditorName } from '../../../live/editor-name.ts'
import { fetchInTime } from '../../../live/fetch-in-time.ts'
import type { LiveGraph } from '../../../live/live-graph.ts'
import { browserSurroundings } from '../../../live/surroundings.ts'
import { basePath } from '../../../routes/base.ts'
import { browserDrafts } from './draft/find-drafts.ts'
import { browserTabMemory } from './draft/tab-memory.ts'
import type { SessionSurroundings } from './surroundings.ts'

/**
 * The client of everything that is saved. It follows no redirection: the API sends none, so one comes from a login page
 * in front of the server, and following it would make a save look done.
 */
const editClient = createClient(
  basePath,
  (input, init) => fetchInTime(input, { ...init, cache: 'no-store', redirect: 'manual' }),
  { editorName },
)

/** What a session needs, as this browser has it; the stream of `live` tells that the server is there, and who else. */
export function surroundSession(live: LiveGraph): SessionSurroundings {
  const { shelf, locks } = browserDrafts()
  return {
    ...browserSurroundings,
    server: editClient,
    shelf,
    locks,
    memory: browserTabMemory,
    newId: makeId,
    editorName: () => editorName() ?? namelessEditor,
    onRenamed: subscribeEditorName,
    onWake: (call) => watchForServer(live, call),
    onEditors(call) {
      let told = live.view().editors
      return live.subscribe(() => {
        const { editors } = live.view()
        if (editors === told) return
        told = editors
        // A stream that was lost knows nobody; who was there is asked for with the next announcement.
        if (live.view().link.kind === 'open') call(editors)
      })
    },
    onLeaving(call) {
      globalThis.addEventListener('pagehide', call)
      return () => globalThis.removeEventListener('pagehide', call)
    },
  }
}

function watchForServer(live: LiveGraph, call: () => void): () => void {
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
}

/** Where a page comes over plain HTTP, the browser makes no UUIDs. */
function makeId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
