import { useState } from 'react'
import { Dialog } from '../parts/Dialog.tsx'
import { shortcuts, writeKeys } from '../parts/shortcuts.ts'
import type { ShortcutPlace } from '../parts/shortcuts.ts'
import { singleKeysOn, switchSingleKeys } from '../parts/use-shortcuts.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
const places: readonly { readonly place: ShortcutPlace; readonly title: string }[] = [
  { place: 'editor', title: 'In the editor' },
  { place: 'graph', title: 'On a graph' },
  { place: 'everywhere', title: 'Everywhere' },
]

/** Every shortcut, from the same table that the listener reads. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const [isOn, setIsOn] = useState(singleKeysOn)
  return (
    <Dialog title="Shortcuts" onClose={onClose} className="shortcut-sheet">
      <div className="shortcut-columns">
        {places.map(({ place, title }) => (
          <section key={place}>
            <h3>{title}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.place === place)
                .map((shortcut) => (
                  <div key={shortcut.id}>
                    <dt>{shortcut.does}</dt>
                    <dd>
                      {shortcut.keys.map((keys) => (
                        <kbd key={keys}>{writeKeys(keys, isMac)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            switchSingleKeys(event.target.checked)
            setIsOn(event.target.checked)
          }}
        />
        Single keys do something (switch off when you dictate, or press keys by mistake)
      </label>
    </Dialog>
  )
}
