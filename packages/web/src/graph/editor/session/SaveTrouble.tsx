import { navigate } from '../../../routes/router.tsx'
import { graphPath } from '../../../routes/paths.ts'
import { Banner } from '../../../parts/Banner.tsx'
import { showNote } from '../../../parts/Toast.tsx'
import { explainFailure } from '../../../live/api.ts'
import type { EditSession, RefusalCause } from './session.ts'
import { useSession } from './use-session.ts'

/** What a person must do something about before the work can be saved; nothing while all is well. */
export function SaveTrouble({ session }: { readonly session: EditSession }) {
  const saving = useSession(session, (state) => state.saving)
  const keeping = useSession(session, (state) => state.keeping)
  const kept = keeping.kind === 'kept' ? 'Your work is kept in this browser.' : 'Leave this page open.'
  if (saving.kind === 'offline' && saving.needsSignIn) {
    return (
      <Banner
        mark="warning"
        title="You are signed out"
        action={
          <a className="button" href={globalThis.location.href} target="_blank" rel="noreferrer">
            Sign in again
          </a>
        }
      >
        {kept} It is saved by itself when you have signed in, in a new tab.
      </Banner>
    )
  }
  if (saving.kind === 'refused') {
    return (
      <Banner mark="warning" title={saving.reason} action={<WaysOut session={session} cause={saving.cause} />}>
        {kept} {hints[saving.cause]}
      </Banner>
    )
  }
  if (keeping.kind === 'not-kept' && saving.kind !== 'saved') {
    return (
      <Banner mark="warning" title="Unsaved work is not kept on this device">
        It would be lost with this page: {keeping.reason}
      </Banner>
    )
  }
  return null
}

const hints: Readonly<Record<RefusalCause, string>> = {
  deleted: 'It can become a graph of its own.',
  'read-only': 'It can become a graph of its own.',
  invalid: 'Undo or change what is wrong with it, and it is saved.',
  'too-large': 'Remove something, and it is saved.',
  other: 'It can become a graph of its own.',
}

function WaysOut({ session, cause }: { readonly session: EditSession; readonly cause: RefusalCause }) {
  const saveAsCopy = async (): Promise<void> => {
    try {
      navigate(graphPath(await session.saveAsCopy()))
    } catch (failure) {
      showNote(`No new graph: ${explainFailure(failure)}`)
    }
  }
  if (cause === 'invalid' || cause === 'too-large') return null
  return (
    <>
      <button type="button" className="button" onClick={() => void session.saveNow()}>
        Try again
      </button>
      <button type="button" className="button primary" onClick={() => void saveAsCopy()}>
        Save as a new graph
      </button>
    </>
  )
}
