import { describeDifference } from '@statusgraph/model'
import { HostileText } from '../../parts/HostileText.tsx'
import type { ChangedGraph, ChangeKind } from '../../changes/changed-graph.ts'

const words: Readonly<Record<ChangeKind, string>> = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  moved: 'moved',
}
const order: readonly ChangeKind[] = ['removed', 'added', 'changed', 'moved']
const mostRows = 100

interface ChangeListProps {
  readonly changed: ChangedGraph
  readonly onSelect: (node: string) => void
}

/** What a revision did, in words: a sentence, and every node by name. */
export function ChangeList({ changed, onSelect }: ChangeListProps) {
  const names = new Map(changed.graph.nodes.map(({ id, name }) => [id, name]))
  const rows = order.flatMap((kind) => [...changed.nodes].flatMap(([id, is]) => (is === kind ? [{ id, kind }] : [])))
  const sentence = describeDifference(changed.difference)
  return (
    <>
      <p className="history-sentence">
        <HostileText text={sentence === '' ? 'Nothing that can be seen.' : sentence} />
      </p>
      {rows.length > 0 && (
        <ul className="change-list">
          {rows.slice(0, mostRows).map(({ id, kind }) => (
            <li key={id}>
              <button type="button" className="change-row" onClick={() => onSelect(id)}>
                <span className={`change-word change-word-${kind}`}>{words[kind]}</span>
                <HostileText text={names.get(id) ?? id} />
              </button>
            </li>
          ))}
          {rows.length > mostRows && <li className="quiet">and {rows.length - mostRows} more</li>}
        </ul>
      )}
    </>
  )
}
