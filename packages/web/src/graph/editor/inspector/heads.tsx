import type { GraphDocument, GraphNode } from '@statusgraph/model'
import type { ReactNode } from 'react'
import { sayStatus, saySummary, sinceOf, worstMark } from '@statusgraph/picture'
import { useLiveView, useNodeStatus } from '../../../live/use-live-graph.ts'
import { LampMark } from '../../../map/index.ts'
import { HostileText } from '../../../parts/HostileText.tsx'
import { Icon } from '../../../parts/Icon.tsx'
import { Since } from '../../../parts/Since.tsx'
import { markOf } from '../../state/problems.ts'
import type { Editor } from '../editor.ts'

interface HeadProps {
  readonly className?: string
  readonly mark?: ReactNode
  readonly title: string
  readonly detail: ReactNode
  readonly onClose: () => void
}

/** The head of the inspector: what it is about. */
export function PlainHead({ className = '', mark, title, detail, onClose }: HeadProps) {
  return (
    <header className={`panel-head ${className}`}>
      {mark}
      <div className="panel-title">
        <h2>
          <HostileText text={title} />
        </h2>
        <p>{detail}</p>
      </div>
      <div className="panel-tools">
        <button
          type="button"
          className="icon-button"
          aria-label="Close the inspector"
          title="Close the inspector"
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
    </header>
  )
}

interface NodeHeadProps {
  readonly editor: Editor
  readonly node: GraphNode
  readonly onClose: () => void
}

/** A node with the lamp that it has now. */
export function NodeHead({ editor, node, onClose }: NodeHeadProps) {
  const status = useNodeStatus(editor.live.statuses, node.id)
  const mark = markOf(status)
  const since = sinceOf(status)
  return (
    <PlainHead
      className={`panel-head-${mark}`}
      mark={<LampMark lamp={mark} size={32} />}
      title={node.name}
      detail={
        <>
          <strong className={`word word-${mark}`}>{sayStatus(status)}</strong>{' '}
          <span className="quiet">
            {status === undefined
              ? 'coloured when it is saved'
              : since !== undefined && <Since at={since} form="both" />}
          </span>
        </>
      }
      onClose={onClose}
    />
  )
}

interface GraphHeadProps {
  readonly editor: Editor
  readonly graph: GraphDocument
  readonly onClose: () => void
}

/** The whole graph with its worst lamp. */
export function GraphHead({ editor, graph, onClose }: GraphHeadProps) {
  const { summary } = useLiveView(editor.live)
  const mark = worstMark(summary)
  return (
    <PlainHead
      className={`panel-head-${mark}`}
      mark={<LampMark lamp={mark} size={32} />}
      title={graph.name}
      detail={
        <>
          <span className="quiet">The whole graph, </span>
          {saySummary(summary)}
        </>
      }
      onClose={onClose}
    />
  )
}
