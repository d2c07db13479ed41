import { useState } from 'react'
import { Dialog } from '../parts/Dialog.tsx'
import { shortcutWords } from '../parts/shortcut-words.ts'
import { shortcuts, writeKeys } from '../parts/shortcuts.ts'
import type { ShortcutPlace } from '../parts/shortcuts.ts'
import { isAnswered, singleKeysOn, switchSingleKeys } from '../parts/use-shortcuts.ts'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
const titles: Readonly<Record<ShortcutPlace, string>> = {
  editor: 'In the editor',
  graph: 'On a graph',
  everywhere: 'Everywhere',
}

/** Every shortcut, from the same table that the listener reads. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const [isOn, setIsOn] = useState(singleKeysOn)
  // Whoever edits asks for the editor's keys; to everyone else they come last.
  const places: readonly ShortcutPlace[] = isAnswered('select-tool')
    ? ['editor', 'graph', 'everywhere']
    : ['graph', 'everywhere', 'editor']
  return (
    <Dialog title="Shortcuts" onClose={onClose} className="shortcut-sheet">
      <div className="shortcut-columns">
        {places.map((place) => (
          <section key={place} className={`shortcut-section shortcut-${place}`}>
            <h3>{titles[place]}</h3>
            <dl>
              {shortcuts
                .filter((shortcut) => shortcut.place === place)
                .map((shortcut) => (
                  <div key={shortcut.id}>
                    <dt>{shortcutWords[shortcut.id]}</dt>
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
