import { Dialog } from '../parts/Dialog.tsx'
import { HostileText } from '../parts/HostileText.tsx'
import type { BroughtFile } from './brought-file.ts'
import './imports.css'

/** What can become of a file that was dropped on a graph. */
export type DropUse = 'update' | 'insert' | 'new'

interface DroppedFileProps {
  readonly file: BroughtFile
  /** In the order in which they are offered; the first one has the keyboard. */
  readonly uses: readonly DropUse[]
  /** Why the graph itself is not offered. */
  readonly because?: string | undefined
  readonly onChoose: (use: DropUse) => void
  readonly onClose: () => void
}

const useWords: Readonly<Record<DropUse, readonly [string, string]>> = {
  update: [
    'Update this graph from it',
    'It is a newer version: what it changes is shown first, to be accepted or not.',
  ],
  insert: ['Insert it into this graph', 'It comes beside what is drawn, in one step that can be undone.'],
  new: ['Make a new graph of it', 'This graph stays as it is.'],
}

/** Asks what shall become of a file that was dropped on a graph. Whoever did not mean it closes this, and nothing was. */
export function DroppedFile({ file, uses, because, onChoose, onClose }: DroppedFileProps) {
  return (
    <Dialog title="What shall become of it?" onClose={onClose} className="dropped">
      <div className="dropped-body">
        <p className="import-file">
          <HostileText text={file.name ?? 'Dropped text'} />
        </p>
        <ul className="dropped-uses">
          {uses.map((use, at) => (
            <li key={use}>
              <button
                type="button"
                className="dropped-use"
                data-focus-first={at === 0 ? '' : undefined}
                onClick={() => onChoose(use)}
              >
                <strong>{useWords[use][0]}</strong>
                <span>{useWords[use][1]}</span>
              </button>
            </li>
          ))}
        </ul>
        {because !== undefined && <p className="import-note">{because}</p>}
      </div>
    </Dialog>
  )
}
