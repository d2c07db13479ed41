import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Link } from '../routes/router.tsx'

export interface MenuItem {
  readonly label: string
  readonly onChoose?: () => void
  /** A path of ours: the item is then a real link. */
  readonly to?: string
  /** Shown at the right: a shortcut, or the present value. */
  readonly hint?: string
  readonly isDanger?: boolean
  /** A line above it: what follows is about something else. */
  readonly beginsPart?: boolean
  /** Why it cannot be chosen now. */
  readonly disabledBecause?: string | undefined
}

interface MenuProps {
  readonly label: string
  readonly trigger: ReactNode
  readonly items: readonly MenuItem[]
}

/** A button that opens a list of actions, with the keys of the ARIA menu-button pattern. */
export function Menu({ label, trigger, items }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    if (!isOpen) return
    root.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus()
    const closeOutside = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setIsOpen(false)
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [isOpen])

  const close = () => {
    setIsOpen(false)
    root.current?.querySelector<HTMLElement>('button')?.focus()
  }
  const step = (event: KeyboardEvent) => {
    const all = [...(root.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
    const at = all.findIndex((item) => item === document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (event.key === 'Tab') setIsOpen(false)
    else if (to !== undefined) {
      event.preventDefault()
      all[(to + all.length) % all.length]?.focus()
    }
  }

  return (
    <div className="menu" ref={root}>
      <button
        type="button"
        className="icon-button"
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        {trigger}
      </button>
      {isOpen && (
        <div className="menu-list" id={id} role="menu" aria-label={label} tabIndex={-1} onKeyDown={step}>
          {items.map((item) => (
            <Entry key={item.label} item={item} onClose={close} />
          ))}
        </div>
      )}
    </div>
  )
}

function Entry({ item, onClose }: { readonly item: MenuItem; readonly onClose: () => void }) {
  if (item.to !== undefined) {
    return (
      <Link to={item.to} role="menuitem" tabIndex={-1} className={classOf(item)} onClick={onClose}>
        {item.label}
      </Link>
    )
  }
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={classOf(item)}
      aria-disabled={item.disabledBecause !== undefined}
      title={item.disabledBecause}
      onClick={() => {
        if (item.disabledBecause !== undefined) return
        onClose()
        item.onChoose?.()
      }}
    >
      <span>{item.label}</span>
      {item.hint !== undefined && <kbd>{item.hint}</kbd>}
    </button>
  )
}

function classOf({ isDanger = false, beginsPart = false }: MenuItem): string {
  return `menu-item${isDanger ? ' danger' : ''}${beginsPart ? ' menu-part' : ''}`
}
