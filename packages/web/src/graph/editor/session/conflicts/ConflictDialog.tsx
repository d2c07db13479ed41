import type { Conflict, Decision, ElementReference } from '@statusgraph/model'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { client } from '../../../../live/api.ts'
import { HostileText } from '../../../../parts/HostileText.tsx'
import { Icon } from '../../../../parts/Icon.tsx'
import { revealHidden } from '@statusgraph/picture'
import { cutText } from '../../../../parts/visible-text.ts'
import type { EditSession } from '../session.ts'
import { useSession } from '../use-session.ts'
import { describeConflict } from './describe-conflict.ts'
import '../session.css'

interface ConflictDialogProps {
  readonly session: EditSession
  /** Shows on the map what a conflict is about. */
  readonly onShow?: (element: ElementReference) => void
}

/**
 * What two people changed at once, to be decided one by one or all together. It lies beside the work and not over it:
 * the map is what one decides by. Nothing is saved meanwhile.
 */
export function ConflictDialog({ session, onShow }: ConflictDialogProps) {
  const conflicts = useSession(session, (state) => state.conflicts)
  const root = useRef<HTMLElement>(null)
  const [isFolded, setIsFolded] = useState(false)
  const author = useAuthor(session, conflicts.length > 0)
  if (conflicts.length === 0) return null

  const decide = (chosen: readonly Conflict[], decision: Decision) => {
    for (const conflict of chosen) session.decide(conflict, decision)
    // The row that had the keyboard is gone; the next one is close to where it was.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) {
        root.current?.querySelector<HTMLElement>('.conflict button')?.focus()
      }
    })
  }
  const title = `${conflicts.length === 1 ? '1 conflict' : `${conflicts.length} conflicts`} with what ${author} saved`
  return (
    <section ref={root} className="conflicts" aria-label={title}>
      <header className="conflicts-head">
        <div>
          <h2>
            <output>{title}</output>
          </h2>
          <p className="quiet">You both changed this. Your work is saved when you have decided.</p>
        </div>
        <button
          type="button"
          className="icon-button"
          aria-label={isFolded ? 'Show the conflicts' : 'Fold the conflicts away'}
          aria-expanded={!isFolded}
          onClick={() => setIsFolded(!isFolded)}
        >
          <Icon name={isFolded ? 'down' : 'up'} />
        </button>
      </header>
      {!isFolded && (
        <ul>
          {conflicts.map((conflict) => (
            <ConflictRow
              key={keyOf(conflict)}
              session={session}
              conflict={conflict}
              author={author}
              onShow={onShow}
              onDecide={(decision) => decide([conflict], decision)}
            />
          ))}
        </ul>
      )}
      {!isFolded && conflicts.length > 1 && (
        <div className="form-actions">
          <button type="button" className="button" onClick={() => decide(conflicts, 'theirs')}>
            All theirs
          </button>
          <button type="button" className="button" onClick={() => decide(conflicts, 'mine')}>
            All mine
          </button>
        </div>
      )}
    </section>
  )
}

interface ConflictRowProps {
  readonly session: EditSession
  readonly conflict: Conflict
  readonly author: string
  readonly onShow: ConflictDialogProps['onShow']
  readonly onDecide: (decision: Decision) => void
}

function ConflictRow({ session, conflict, author, onShow, onDecide }: ConflictRowProps) {
  const graph = useSession(session, (state) => state.graph)
  const { element, field, before, mine, theirs } = describeConflict(conflict, [graph])
  return (
    <li className="conflict">
      <div className="conflict-head">
        {onShow === undefined || conflict.element.kind === 'graph' ? (
          <strong>
            <HostileText text={element} />
          </strong>
        ) : (
          <button type="button" className="text-button" onClick={() => onShow(conflict.element)}>
            <HostileText text={element} />
          </button>
        )}
        {field !== undefined && <HostileText text={field} className="quiet" />}
        {before !== undefined && (
          <span className="conflict-before">
            was <HostileText text={before} />
          </span>
        )}
      </div>
      <Choice words="Theirs" who={author} value={theirs} onChoose={() => onDecide('theirs')} />
      <Choice words="Mine" who="" value={mine} onChoose={() => onDecide('mine')} />
    </li>
  )
}

interface ChoiceProps {
  readonly words: string
  readonly who: string
  readonly value: string
  readonly onChoose: () => void
}

/** More of a value than this does not help to decide. */
const shownCharacters = 200

/** One side of a conflict: the whole of it is the button. */
function Choice({ words, who, value, onChoose }: ChoiceProps) {
  return (
    <button type="button" className="conflict-choice" onClick={onChoose}>
      <span className="conflict-choice-word">{words}</span>{' '}
      <span className="quiet hostile" dir="auto">
        {revealHidden(cutText(who, shownCharacters))}
      </span>{' '}
      <span className="conflict-choice-value hostile" dir="auto">
        {revealHidden(cutText(value, shownCharacters))}
        {value.length > shownCharacters && ' …'}
      </span>
    </button>
  )
}

/** Who saved the revision that the work fell out with, if the history says so. */
function useAuthor(session: EditSession, isWanted: boolean): string {
  const id = useSession(session, (state) => state.graph.id)
  const revision = useSession(session, (state) => state.revision)
  const { data } = useQuery({
    queryKey: ['revision-author', id, revision],
    queryFn: async ({ signal }) => {
      const revisions = await client.listRevisions(id, signal)
      return revisions.find((one) => one.revision === revision)?.by ?? null
    },
    enabled: isWanted,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return typeof data === 'string' ? data : 'somebody else'
}

function keyOf(conflict: Conflict): string {
  const { element } = conflict
  const field = conflict.kind === 'field' ? conflict.field : 'deletion'
  return `${element.kind} ${element.kind === 'graph' ? '' : element.id} ${field}`
}
