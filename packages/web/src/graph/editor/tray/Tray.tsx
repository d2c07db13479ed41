import { useEffect, useRef, useSyncExternalStore } from 'react'
import { Icon } from '../../../parts/Icon.tsx'
import type { Editor, TraySection } from '../editor.ts'
import { FoundTray } from './found/FoundTray.tsx'
import { useDrift } from './found/use-drift.ts'
import { RulesTray } from './rules/RulesTray.tsx'
import { listRules } from './rules/list-rules.ts'
import { ServiceTray } from './services/ServiceTray.tsx'
import './tray.css'
import { labelled } from '../../../parts/labelled.ts'

const titles: Readonly<Record<TraySection, string>> = {
  services: 'Not on the map',
  observed: 'Observed, not drawn',
  missing: 'Drawn, never observed',
  rules: 'Rules of discovery',
}

/** What the drawing leaves out, and what it draws that nobody sees: from here the two become one picture. */
export function Tray({ editor }: { readonly editor: Editor }) {
  const { traySection } = useSyncExternalStore(editor.ui.subscribe, editor.ui.state)
  const { drift, graph } = useDrift(editor)
  const tray = useRef<HTMLElement>(null)
  const search = useRef<HTMLInputElement>(null)
  // Whoever opens the tray by its key goes on there by keyboard, and is back where they were when it closes.
  useEffect(() => {
    const before = document.activeElement
    // Under a finger the field would bring a keyboard up over half of the screen.
    const first = matchMedia('(pointer: coarse)').matches ? tray.current : (search.current ?? tray.current)
    first?.focus({ preventScroll: true })
    return () => {
      const isOurs = document.activeElement === document.body || document.activeElement === null
      if (isOurs && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  const tabs = [
    { section: 'services', label: 'Services', count: undefined },
    { section: 'observed', label: 'Not drawn', count: drift.observed.length },
    { section: 'missing', label: 'Not seen', count: drift.missing.length },
    { section: 'rules', label: 'Rules', count: listRules(graph.rules ?? {}).length },
  ] as const
  const close = () => editor.ui.set({ dialog: undefined })
  const keepFocus = () => tray.current?.focus({ preventScroll: true })
  const part = { editor, search, onKeepFocus: keepFocus, onClose: close }
  return (
    <section className="tray" aria-label={titles[traySection]} ref={tray} tabIndex={-1}>
      <header className="tray-head">
        <h2>{titles[traySection]}</h2>
        <button type="button" className="icon-button" {...labelled('Close the tray', 'u')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <fieldset className="tray-sections" aria-label="What the tray is about">
        {tabs.map(({ section, label, count }) => (
          <button
            key={section}
            type="button"
            aria-pressed={traySection === section}
            title={titles[section]}
            onClick={() => editor.ui.set({ traySection: section })}
          >
            {label}
            {count !== undefined && count > 0 && <span className="count">{sayShort(count)}</span>}
          </button>
        ))}
      </fieldset>
      {traySection === 'services' && <ServiceTray {...part} />}
      {traySection === 'observed' && <FoundTray {...part} key="observed" which="observed" />}
      {traySection === 'missing' && <FoundTray {...part} key="missing" which="missing" />}
      {traySection === 'rules' && <RulesTray {...part} />}
    </section>
  )
}

/** A tab has room for three digits; the list says the rest. */
function sayShort(count: number): string {
  return count > 999 ? '999+' : String(count)
}
