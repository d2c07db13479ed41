import { useEffect, useState } from 'react'
import { Icon } from '../parts/Icon.tsx'
import { showNote } from '../parts/Toast.tsx'
import type { BroughtFile } from './brought-file.ts'
import { readDropped } from './read-dropped.ts'
import { takeFiles } from './take-files.ts'
import './drop-anywhere.css'

/** Takes a file that is dropped anywhere on the page, and shows that it may be dropped as soon as it is over it. */
export function DropAnywhere({ onBring }: { readonly onBring: (file: BroughtFile) => void }) {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const carriesFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true
    // A dialog that is open has fields of its own for what is dropped.
    const isOurs = (event: DragEvent): boolean => carriesFile(event) && document.querySelector('dialog[open]') === null
    const over = (event: DragEvent): void => {
      if (!carriesFile(event)) return
      // Beside a field, too: the browser would leave the page for the file.
      event.preventDefault()
      setIsOver(isOurs(event))
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
          <p>Drop the diagram: it becomes a live map</p>
        </div>
      </div>
    )
  )
}
