import type { EditSession } from './session.ts'

/** Asks before the page is left, but only while leaving would lose work: what is kept in this browser is not lost. */
export function guardLeaving(session: EditSession): () => void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault()
  const look = () => {
    const { saving, keeping } = session.state()
    globalThis.removeEventListener('beforeunload', ask)
    if (keeping.kind === 'not-kept' && saving.kind !== 'saved') globalThis.addEventListener('beforeunload', ask)
  }
  const stopListening = session.subscribe(look)
  look()
  return () => {
    stopListening()
    globalThis.removeEventListener('beforeunload', ask)
  }
}
