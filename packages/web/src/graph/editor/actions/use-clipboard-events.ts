import { useEffect } from 'react'
import type { Editor } from '../editor.ts'
import { writeChosen } from './clipboard.ts'
import { noteCopied } from './copying.ts'
import { deleteChosen } from './editing.ts'
import { pastePlaceOf } from './paste-place.ts'

/**
 * Copy, cut and paste by the browser's own events, which work between tabs, graphs and browsers and ask nobody for
 * permission. What is copied is one text, so it also goes through a chat or a file.
 */
export function useClipboardEvents(editor: Editor): void {
  useEffect(() => {
    const ending = new AbortController()
    const { signal } = ending
    const place = pastePlaceOf(editor)

    const take = (event: ClipboardEvent): boolean => {
      if (!isForDrawing(event)) return false
      const text = writeChosen(editor)
      if (text === undefined || event.clipboardData === null) return false
      event.clipboardData.setData('text/plain', text)
      event.preventDefault()
      noteCopied(editor, text)
      return true
    }
    document.addEventListener('copy', take, { signal })
    document.addEventListener(
      'cut',
      (event) => {
        if (take(event)) deleteChosen(editor, 'Cut', 'cut')
      },
      { signal },
    )
    document.addEventListener(
      'paste',
      (event) => {
        const text = event.clipboardData?.getData('text/plain')
        if (!isForDrawing(event) || text === undefined) return
        event.preventDefault()
        void place.paste(text)
      },
      { signal },
    )
    document.addEventListener(
      'pointermove',
      (event) => {
        const isOnMap = event.target instanceof Element && event.target.closest('.sg-map') !== null
        place.point(isOnMap ? { x: event.clientX, y: event.clientY } : undefined)
      },
      { signal, passive: true },
    )
    document.addEventListener('pointerleave', () => place.point(undefined), { signal })
    return () => ending.abort()
  }, [editor])
}

/** Not while text is being typed or is marked, and not behind a dialog: then the clipboard is the text's. */
function isForDrawing(event: ClipboardEvent): boolean {
  // A field may lie in the shadow of another element.
  const [target] = event.composedPath()
  if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return false
  if (target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null) return false
  return event.type === 'paste' || document.getSelection()?.isCollapsed !== false
}
