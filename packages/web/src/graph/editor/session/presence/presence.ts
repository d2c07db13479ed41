import type { Client, EditorPresence } from '@statusgraph/protocol'
import type { OtherEditor } from '../session.ts'
import type { SessionSurroundings } from '../surroundings.ts'

/** Well before the server forgets somebody. */
const announceEveryMs = 15_000

export interface Presence {
  /** Everybody else who edits, by when they began. */
  readonly others: () => readonly OtherEditor[]
  /** Everybody who edits, as the server says. */
  readonly hear: (editors: readonly EditorPresence[]) => void
  /** Says at once who this is: at the beginning, after a new name, or after leaving. */
  readonly announce: () => void
  /** Until the next announcement; nothing where nobody was announced. */
  readonly leave: () => void
}

interface PresenceOptions {
  readonly graph: string
  /** Of this tab, for the time of this session. */
  readonly id: string
  readonly name: () => string
  readonly server: Pick<Client, 'announceEditor' | 'leaveGraph'>
  readonly after: SessionSurroundings['after']
  readonly onChange: () => void
}

/** Tells others that somebody edits here, and hears who else does. Nothing of it may ever hinder the work. */
export function openPresence({ graph, id, name, server, after, onChange }: PresenceOptions): Presence {
  let others: readonly OtherEditor[] = []
  let cancelNext: (() => void) | undefined

  const hear = (editors: readonly EditorPresence[]): void => {
    const next = editors
      .filter((editor) => editor.id !== id)
      .toSorted((a, b) => a.since.localeCompare(b.since) || a.id.localeCompare(b.id))
      .map((editor) => ({ id: editor.id, name: editor.name }))
    if (isSame(others, next)) return
    others = next
    onChange()
  }

  const announce = (): void => {
    cancelNext?.()
    cancelNext = after(announceEveryMs, announce)
    // Without an answer nobody knows who else is here; what was heard last stays until the next answer.
    server.announceEditor(graph, id, name()).then(hear, () => undefined)
  }

  return {
    others: () => others,
    hear,
    announce,
    leave() {
      if (cancelNext === undefined) return
      cancelNext()
      cancelNext = undefined
      server.leaveGraph(graph, id).catch(() => undefined)
    },
  }
}

function isSame(a: readonly OtherEditor[], b: readonly OtherEditor[]): boolean {
  return a.length === b.length && a.every((one, index) => one.id === b[index]?.id && one.name === b[index].name)
}
