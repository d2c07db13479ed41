import type { ElementReference } from '@statusgraph/model'
import { ConflictDialog } from './conflicts/ConflictDialog.tsx'
import { SaveTrouble } from './SaveTrouble.tsx'
import type { EditSession } from './session.ts'
import './session.css'

interface SessionNoticesProps {
  readonly session: EditSession
  /** Shows on the map what a conflict is about. */
  readonly onShow?: (element: ElementReference) => void
}

/** Over the map: what hinders the work from being saved, and what must be decided. */
export function SessionNotices({ session, onShow }: SessionNoticesProps) {
  return (
    <div className="session-notices">
      <SaveTrouble session={session} />
      <ConflictDialog session={session} {...(onShow === undefined ? {} : { onShow })} />
    </div>
  )
}
