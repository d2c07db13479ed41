import { useEffect, useSyncExternalStore } from 'react'
import type { Editor } from '../editor.ts'
import { LayoutDialog } from './LayoutDialog.tsx'
import { useLayout } from './use-layout.ts'

/** Automatic layouts: the dialog that asks how, and a note with a way out while one is computed. */
export function Layouts({ editor }: { readonly editor: Editor }) {
  const dialog = useSyncExternalStore(editor.ui.subscribe, () => editor.ui.state().dialog)
  const { job, start, last, cancel } = useLayout(editor)
  const isBusy = job !== undefined
  useEffect(() => {
    if (!isBusy) return undefined
    // Before anything else that Escape would close: it is for what was asked for last.
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      event.stopPropagation()
      cancel()
    }
    globalThis.addEventListener('keydown', escape, { capture: true })
    return () => globalThis.removeEventListener('keydown', escape, { capture: true })
  })
  return (
    <>
      {dialog === 'layout' && <LayoutDialog editor={editor} last={last} onStart={start} />}
      {job !== undefined && (
        <output className="layout-job">
          <span>
            Laying out {job.nodes.toLocaleString('en')} {job.nodes === 1 ? 'node' : 'nodes'}…
          </span>
          <progress {...(job.share === undefined ? {} : { value: job.share, max: 1 })} aria-label="Layout" />
          <button type="button" className="button" onClick={cancel}>
            Cancel
          </button>
        </output>
      )}
    </>
  )
}
