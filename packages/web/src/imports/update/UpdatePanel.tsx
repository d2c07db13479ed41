import { applyUpdate, proposeUpdate } from '@statusgraph/model'
import type { GraphDocument, UpdateChange } from '@statusgraph/model'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { overlayGraphs } from '../../changes/changed-graph.ts'
import type { ChangedGraph } from '../../changes/changed-graph.ts'
import type { Point } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { count } from '../imported.ts'
import type { TakenDiagram } from '../imported.ts'
import { takeChanges } from './choose-changes.ts'
import type { Decisions } from './choose-changes.ts'
import { UpdateSection } from './UpdateSection.tsx'
import '../imports.css'
import { labelled } from '../../parts/labelled.ts'
import { useKeyboardBack } from '../../parts/use-keyboard-back.ts'

interface UpdatePanelProps {
  /** As it is now; it may change while somebody decides. */
  readonly graph: GraphDocument
  readonly taken: TakenDiagram
  /** Where new nodes go whose place the file does not say. */
  readonly places: ReadonlyMap<string, Point>
  /** Shows on the map what the update would do; undefined: the graph itself. */
  readonly onShow: (changed: ChangedGraph | undefined) => void
  readonly onGoTo: (node: string) => void
  readonly onApply: (accepted: readonly UpdateChange[]) => void
  readonly onClose: () => void
}

/** What a newer file would do to a graph: each change with its name, to be accepted or left. */
export function UpdatePanel({ graph, taken, places, onShow, onGoTo, onApply, onClose }: UpdatePanelProps) {
  const headingId = useId()
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useKeyboardBack(panel, heading)
  const [decisions, setDecisions] = useState<Decisions>(new Map())
  const changes = useMemo(() => proposeUpdate(graph, taken.graph), [graph, taken])
  const accepted = useMemo(() => takeChanges(changes, decisions), [changes, decisions])
  const changed = useMemo(
    () => overlayGraphs(graph, applyUpdate(graph, taken.graph, accepted, { record: taken.record, places })),
    [graph, taken, places, accepted],
  )
  useEffect(() => {
    onShow(accepted.length === 0 ? undefined : changed)
  }, [accepted, changed, onShow])
  useEffect(() => () => onShow(undefined), [onShow])

  const known = new Set(graph.nodes.map(({ id }) => id))
  const isStrange = taken.graph.nodes.length > 0 && !taken.graph.nodes.some(({ id }) => known.has(id))
  const sections = [
    { title: 'Removed in the file', of: changes.filter((one) => one.kind === 'removed' && isClear(one)) },
    { title: 'New in the file', of: changes.filter((one) => one.kind === 'added' && isClear(one)) },
    { title: 'Changed in the file', of: changes.filter((one) => one.kind === 'changed' && isClear(one)) },
    { title: 'To decide, because people worked on it', of: changes.filter((one) => !isClear(one)) },
  ].filter(({ of }) => of.length > 0)
  return (
    <aside ref={panel} className="panel update" aria-labelledby={headingId}>
      <header className="panel-head">
        <div className="panel-title">
          <h2 ref={heading} id={headingId} tabIndex={-1}>
            Update from a file
          </h2>
          <p className="quiet">
            <HostileText text={taken.record.name ?? 'Pasted text'} />
          </p>
        </div>
        <div className="panel-tools">
          <button type="button" className="icon-button" {...labelled('Close', 'Esc')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      </header>
      <div className="panel-body update-body">
        {isStrange && (
          <p className="form-trouble">
            No node of this file is in the graph. Is it the file that the graph was made from, in the same format?
          </p>
        )}
        {graph.imported === undefined && changes.length > 0 && (
          <p className="update-note">
            This graph was not made from a file, so nobody can tell what people changed: nothing is removed, and every
            other change is yours to decide.
          </p>
        )}
        {changes.length === 0 ? (
          <p className="update-note">The graph has everything that the file says, as far as people left it so.</p>
        ) : (
          <p className="update-note">Positions, bindings, and what people drew stay as they are.</p>
        )}
        {sections.map(({ title, of }) => (
          <UpdateSection
            key={title}
            title={title}
            changes={of}
            decisions={decisions}
            onDecide={setDecisions}
            onGoTo={onGoTo}
          />
        ))}
      </div>
      <footer className="update-foot">
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          className="button primary"
          disabled={accepted.length === 0}
          onClick={() => onApply(accepted)}
        >
          Apply {count(accepted.length, 'change')}
        </button>
      </footer>
    </aside>
  )
}

function isClear({ against }: UpdateChange): boolean {
  return against === undefined
}
