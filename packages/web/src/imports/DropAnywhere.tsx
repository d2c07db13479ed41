import { useEffect, useState } from 'react'
import { Icon } from '../parts/Icon.tsx'
import { showNote } from '../parts/Toast.tsx'
import type { BroughtFile } from './brought-file.ts'
import { readDropped } from './read-dropped.ts'
import { takeFiles } from './take-files.ts'
import './drop-anywhere.css'

interface DropAnywhereProps {
  /** Said while a file is over the page: what will happen. */
  readonly words: string
  readonly onBring: (file: BroughtFile) => void
}

/** Takes a file that is dropped anywhere on the page, and shows that it may be dropped as soon as it is over it. */
export function DropAnywhere({ words, onBring }: DropAnywhereProps) {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    // A picture of the page itself, dragged a little by a hand that meant to click, looks like a file to the browser.
    let isFromPage = false
    const carriesFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true
    // A dialog that is open and a text that is written have places of their own for what is dropped.
    const isOurs = (event: DragEvent): boolean =>
      carriesFile(event) &&
      !isFromPage &&
      document.querySelector('dialog[open]') === null &&
      !(event.target instanceof Element && event.target.closest('.cm-editor') !== null)
    const over = (event: DragEvent): void => {
      if (!carriesFile(event)) return
      // Beside a field, too: the browser would leave the page for the file.
      event.preventDefault()
      const isWanted = isOurs(event)
      if (isWanted && event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
      setIsOver(isWanted)
    }
    const leave = (event: DragEvent): void => {
      // Into another element of the page is not out of it.
      if (event.relatedTarget === null) setIsOver(false)
    }
    const drop = (event: DragEvent): void => {
      setIsOver(false)
      if (!carriesFile(event)) return
      event.preventDefault()
      if (isOurs(event) && event.dataTransfer !== null) {
        void takeFiles(readDropped(event.dataTransfer), onBring, showNote)
      }
    }
    const ending = new AbortController()
    const { signal } = ending
    globalThis.addEventListener('dragstart', () => (isFromPage = true), { signal })
    globalThis.addEventListener('dragend', () => (isFromPage = false), { signal })
    globalThis.addEventListener('dragover', over, { signal })
    globalThis.addEventListener('dragleave', leave, { signal })
    globalThis.addEventListener('drop', drop, { signal })
    return () => ending.abort()
  }, [onBring])
  return (
    isOver && (
      <div className="import-over" aria-hidden="true">
        <div className="import-over-frame">
          <Icon name="into" size={24} />
          <p>{words}</p>
        </div>
      </div>
    )
  )
}
