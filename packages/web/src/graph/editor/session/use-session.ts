import { useSyncExternalStore } from 'react'
import type { EditSession, SessionState } from './session.ts'

/** All of the session's state; drawn again whenever any of it changes. */
export function useSession(session: EditSession): SessionState
/**
 * A part of the session's state; drawn again only when that part is another one.
 *
 * @param select answers something that is the same while nothing changed: a value of the state, an element of its
 * document, a number or a text, and never a new list or object
 */
export function useSession<Part>(session: EditSession, select: (state: SessionState) => Part): Part
export function useSession<Part>(session: EditSession, select?: (state: SessionState) => Part): Part | SessionState {
  return useSyncExternalStore(session.subscribe, () =>
    select === undefined ? session.state() : select(session.state()),
  )
}
