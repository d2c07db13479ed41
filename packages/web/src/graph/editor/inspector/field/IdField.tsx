import { copyText } from '../../../../parts/clipboard.ts'
import { HostileText } from '../../../../parts/HostileText.tsx'
import { showNote } from '../../../../parts/Toast.tsx'

/** The id of an element: to be read and copied, with the reason why it cannot be changed. */
export function IdField({ id, reason }: { readonly id: string; readonly reason: string }) {
  const copy = () => {
    void copyText(id).then((isCopied) => showNote(isCopied ? 'Id copied.' : `Copy this: ${id}`))
  }
  return (
    <div className="inspect-field">
      <span className="inspect-label">Id</span>
      <div className="inspect-value">
        <div className="inspect-id">
          <HostileText text={id} className="mono" />
          <button type="button" className="chip-button" aria-label={`Copy the id ${id}`} onClick={copy}>
            Copy
          </button>
        </div>
        <p className="inspect-hint">{reason}</p>
      </div>
    </div>
  )
}
