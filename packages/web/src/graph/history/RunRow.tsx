import type { RevisionListItem } from '@statusgraph/protocol'
import { useState } from 'react'
import { formatAge, formatInstant } from '@statusgraph/picture'
import { HostileText } from '../../parts/HostileText.tsx'
import { useNow } from '../../parts/use-now.ts'
import type { RevisionRun } from './revision-runs.ts'

interface RunRowProps {
  readonly run: RevisionRun
  /** The newest revision of all. */
  readonly current: number
  readonly chosen: number | undefined
  readonly onChoose: (from: number, to: number) => void
}

/** What one person saved in one go; the single saves unfold. */
export function RunRow({ run, current, chosen, onChoose }: RunRowProps) {
  const { revisions, newest, oldest } = run
  const [isOpen, setIsOpen] = useState(false)
  const isRun = revisions.length > 1
  return (
    <li>
      <RevisionButton
        revision={newest}
        message={isRun ? `${revisions.length} saves` : newest.message}
        isCurrent={newest.revision === current}
        isChosen={chosen === newest.revision && !isOpen}
        onChoose={() => onChoose(oldest.revision - 1, newest.revision)}
      />
      {isRun && (
        <button
          type="button"
          className="text-button history-unfold"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? 'Fold the saves' : 'Show each save'}
        </button>
      )}
      {isOpen && (
        <ol className="history-inner">
          {revisions.map((revision) => (
            <li key={revision.revision}>
              <RevisionButton
                revision={revision}
                message={revision.message}
                isCurrent={revision.revision === current}
                isChosen={chosen === revision.revision}
                onChoose={() => onChoose(revision.revision - 1, revision.revision)}
              />
            </li>
          ))}
        </ol>
      )}
    </li>
  )
}

interface RevisionButtonProps {
  readonly revision: RevisionListItem
  readonly message: string | undefined
  readonly isCurrent: boolean
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function RevisionButton({ revision, message, isCurrent, isChosen, onChoose }: RevisionButtonProps) {
  const now = useNow(10_000)
  return (
    <button type="button" className="history-row" aria-pressed={isChosen} onClick={onChoose}>
      <span className="history-who">
        <strong>
          <HostileText text={revision.by ?? 'Somebody'} />
        </strong>
        <time dateTime={revision.at} title={formatInstant(revision.at)}>
          {formatAge((now - Date.parse(revision.at)) / 1_000)} ago
        </time>
      </span>
      <span className="history-what">
        {message === undefined ? `${revision.nodes} nodes, ${revision.edges} edges` : <HostileText text={message} />}
      </span>
      <span className="history-number">{isCurrent ? `${revision.revision} · now` : revision.revision}</span>
    </button>
  )
}
