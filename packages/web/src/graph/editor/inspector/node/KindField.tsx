import { updateNode } from '@statusgraph/model'
import type { GraphNode, NodeKind } from '@statusgraph/model'
import { useId } from 'react'
import { KindShape } from '../../../../map/index.ts'
import { kindOrder } from '../../actions/kinds.ts'
import type { Editor } from '../../editor.ts'

interface KindFieldProps {
  readonly editor: Editor
  readonly nodes: readonly GraphNode[]
}

/** The kinds as shapes to choose from, with the name of the one that is chosen. */
export function KindField({ editor, nodes }: KindFieldProps) {
  const id = useId()
  const kinds = new Set(nodes.map(({ kind }) => kind))
  const [only] = kinds.size === 1 ? kinds : []
  const choose = (kind: NodeKind) => {
    editor.session.edit(`make it a ${kind}`, (graph) =>
      nodes.reduce((changed, node) => updateNode(changed, node.id, { kind }), graph),
    )
  }
  return (
    <fieldset className="inspect-field inspect-field-top" aria-labelledby={`${id}-legend`}>
      <div className="inspect-label">
        <span id={`${id}-legend`}>Kind</span>
        <p className="inspect-hint">{only === undefined ? 'mixed' : only}</p>
      </div>
      <div className="inspect-value">
        <div className="kind-choice">
          {kindOrder.map((kind) => (
            <label key={kind} title={kind} className="kind-option">
              <input
                type="radio"
                name={id}
                value={kind}
                checked={kind === only}
                onChange={() => choose(kind)}
                aria-label={kind}
              />
              <KindShape kind={kind} widthPx={26} />
            </label>
          ))}
        </div>
      </div>
    </fieldset>
  )
}
