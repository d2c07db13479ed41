import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { KindShape } from '../../../map/index.ts'
import { Icon } from '../../../parts/Icon.tsx'
import { keysOf } from '../../../parts/shortcuts.ts'
import type { Editor } from '../editor.ts'
import type { EditAction } from './action.ts'
import { kindOfAction } from './adding.ts'
import { listMenu } from './menu-items.ts'
import type { MenuSection } from './menu-items.ts'
import { closeContextMenu, readOpenMenu, subscribeToMenu } from './open-context-menu.ts'
import type { OpenMenu } from './open-context-menu.ts'
import './context-menu.css'

/** The menu of the right button, of a long press and of the menu key. */
export function ContextMenu({ editor }: { readonly editor: Editor }): ReactNode {
  const menu = useSyncExternalStore(subscribeToMenu, readOpenMenu)
  useEffect(() => closeContextMenu, [])
  return menu?.editor === editor ? <OpenedMenu key={`${menu.at.x} ${menu.at.y}`} menu={menu} /> : null
}

/** Between the menu and the edge of the window. */
const marginPx = 8

function OpenedMenu({ menu }: { readonly menu: OpenMenu }): ReactNode {
  const { editor, place, at, before } = menu
  const root = useRef<HTMLDivElement>(null)
  const focusedBefore = useRef(document.activeElement)

  useLayoutEffect(() => {
    const list = root.current
    if (list === null) return
    const { width, height } = list.getBoundingClientRect()
    list.style.left = `${Math.max(marginPx, Math.min(at.x, innerWidth - width - marginPx))}px`
    list.style.top = `${Math.max(marginPx, Math.min(at.y, innerHeight - height - marginPx))}px`
    list.querySelector<HTMLElement>('[role="menuitem"]')?.focus({ preventScroll: true })
  }, [at])
  useEffect(() => {
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === true) return
      closeContextMenu()
    }
    document.addEventListener('pointerdown', closeOutside, true)
    document.addEventListener('wheel', closeOutside, true)
    globalThis.addEventListener('blur', closeContextMenu)
    globalThis.addEventListener('resize', closeContextMenu)
    return () => {
      document.removeEventListener('pointerdown', closeOutside, true)
      document.removeEventListener('wheel', closeOutside, true)
      globalThis.removeEventListener('blur', closeContextMenu)
      globalThis.removeEventListener('resize', closeContextMenu)
    }
  }, [])

  const close = () => {
    closeContextMenu()
    if (focusedBefore.current instanceof HTMLElement && focusedBefore.current.isConnected)
      focusedBefore.current.focus({ preventScroll: true })
  }
  const step = (event: KeyboardEvent) => {
    // While a menu is open no key means anything to the drawing behind it.
    event.stopPropagation()
    const all = [...(root.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
    const to = stepTo(all, event.key)
    if (event.key === 'Escape' || event.key === 'Tab') close()
    else if (to === undefined) return
    else to.focus()
    event.preventDefault()
  }
  const choose = (action: EditAction) => {
    if (action.refuse(editor, place) !== undefined) return
    close()
    action.run(editor, place)
  }

  return (
    <div
      className="context-menu"
      ref={root}
      role="menu"
      aria-label="What can be done here"
      tabIndex={-1}
      onKeyDown={step}
      onContextMenu={(event) => event.preventDefault()}
    >
      {listMenu(editor, place, before).map((section) => (
        <Section key={section.id} section={section} menu={menu} onChoose={choose} />
      ))}
    </div>
  )
}

interface SectionProps {
  readonly section: MenuSection
  readonly menu: OpenMenu
  readonly onChoose: (action: EditAction) => void
}

function Section({ section, menu: { editor, place }, onChoose }: SectionProps): ReactNode {
  return (
    <fieldset aria-label={section.label} className="context-menu-section">
      {section.isRow && <span className="context-menu-title">{section.label}</span>}
      <div
        className={section.isRow ? 'context-menu-row' : undefined}
        style={
          section.isRow ? { gridTemplateColumns: `repeat(${Math.ceil(section.actions.length / 2)}, 1fr)` } : undefined
        }
        role="presentation"
      >
        {section.actions.map((action) => {
          const label = action.label(editor, place)
          const refusal = action.refuse(editor, place)
          const keys = action.shortcut === undefined ? undefined : keysOf(action.shortcut)
          const kind = kindOfAction(action.id)
          return (
            <button
              key={action.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={`${section.isRow ? 'context-menu-sign' : 'menu-item'}${action.isDanger === true ? ' danger' : ''}`}
              aria-disabled={refusal !== undefined}
              aria-label={section.isRow ? label : undefined}
              title={refusal ?? (section.isRow ? label : undefined)}
              onClick={() => onChoose(action)}
            >
              {section.isRow ? (
                kind === undefined ? (
                  <Icon name={action.icon} />
                ) : (
                  <KindShape kind={kind} widthPx={24} />
                )
              ) : (
                <>
                  <span className="context-menu-label">
                    <Icon name={action.icon} size={14} />
                    {label}
                  </span>
                  {keys !== undefined && <kbd>{keys}</kbd>}
                </>
              )}
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}

/** Arrows go through the menu, rows as columns; a letter goes to the next item that begins with it. */
function stepTo(all: readonly HTMLElement[], key: string): HTMLElement | undefined {
  const at = all.findIndex((item) => item === document.activeElement)
  const end = all.length - 1
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: end }[key]
  if (to !== undefined) return all[(to + all.length) % all.length]
  if (key.length !== 1 || key === ' ') return undefined
  const turned = [...all.slice(at + 1), ...all.slice(0, at + 1)]
  return turned.find((item) => nameOf(item).startsWith(key.toLowerCase()))
}

function nameOf(item: HTMLElement): string {
  return (item.getAttribute('aria-label') ?? item.textContent).trim().toLowerCase()
}
