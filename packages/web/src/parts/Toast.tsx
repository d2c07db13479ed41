import { useEffect, useRef, useSyncExternalStore } from 'react'
import { Icon } from './Icon.tsx'

/** A note about something that was just done. Errors that need an answer are banners, never toasts. */
interface Note {
  readonly id: number
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

const shownMs = 8_000
const listeners = new Set<() => void>()
let note: Note | undefined
let counted = 0

/** Says that something was done, with an undo where there is one. The newest note replaces the one before. */
export function showNote(text: string, action?: Note['action']): void {
  counted++
  note = { id: counted, text, action }
  for (const listener of listeners) listener()
}

export function Toasts() {
  const current = useSyncExternalStore(subscribe, () => note)
  const root = useRef<HTMLOutputElement>(null)
  useEffect(() => {
    if (current === undefined) return
    // A note that someone points at or stands in stays until they leave.
    const timer = setInterval(() => {
      if (root.current?.matches(':hover, :focus-within') !== true) dismiss()
    }, shownMs)
    return () => clearInterval(timer)
  }, [current])
  return (
    <output className="toasts" ref={root}>
      {current !== undefined && (
        <div className="toast" key={current.id}>
          <span>{current.text}</span>
          {current.action !== undefined && (
            <button
              type="button"
              className="text-button"
              onClick={() => {
                dismiss()
                current.action?.run()
              }}
            >
              {current.action.label}
            </button>
          )}
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={dismiss}>
            <Icon name="close" size={14} />
          </button>
        </div>
      )}
    </output>
  )
}

function dismiss(): void {
  note = undefined
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
