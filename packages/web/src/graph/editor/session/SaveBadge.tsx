import { Icon } from '../../../parts/Icon.tsx'
import { saySaving } from './say-saving.ts'
import type { EditSession } from './session.ts'
import { useSession } from './use-session.ts'
import './session.css'

/** Where the work is, always in the bar: on its way, saved at a time, kept here, or refused with the reason. */
export function SaveBadge({ session }: { readonly session: EditSession }) {
  const saving = useSession(session, (state) => state.saving)
  const keeping = useSession(session, (state) => state.keeping)
  const conflicts = useSession(session, (state) => state.conflicts.length)
  const { mark, words, meaning } = saySaving(saving, keeping, conflicts)
  return (
    <span className={`save-badge save-badge-${mark}`}>
      {mark === 'good' ? <Icon name="check" size={14} /> : <span className="save-badge-dot" aria-hidden="true" />}
      <output title={meaning}>{words}</output>
      {saving.kind === 'offline' && !saving.needsSignIn && (
        <button type="button" className="text-button" onClick={() => void session.saveNow()}>
          Try now
        </button>
      )}
    </span>
  )
}
