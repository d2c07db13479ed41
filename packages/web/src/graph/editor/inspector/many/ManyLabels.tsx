import { updateNode } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { useState } from 'react'
import { HostileText } from '../../../../parts/HostileText.tsx'
import { Icon } from '../../../../parts/Icon.tsx'
import { Section } from '../../../panel/Section.tsx'
import type { Editor } from '../../editor.ts'
import { NewPair } from '../field/NewPair.tsx'
import { TextField } from '../field/TextField.tsx'
import { focusAdd } from '../field/focus-add.ts'
import { findNodeFault } from '../find-faults.ts'
import { labelsOrNothing, removeLabel, setLabel } from '../node/change-labels.ts'
import type { Labels } from '../node/change-labels.ts'
import { listLabelKeys } from '../offers.ts'
import { shareLabels } from './shared-values.ts'

interface ManyLabelsProps {
  readonly editor: Editor
  readonly graph: GraphDocument
  readonly nodes: readonly GraphNode[]
}

/** The labels of several nodes: given to all, changed for those that have them, or taken from all. */
export function ManyLabels({ editor, graph, nodes }: ManyLabelsProps) {
  const [isAdding, setIsAdding] = useState(false)
  const shared = shareLabels(nodes)
  const ids = new Set(nodes.map(({ id }) => id))
  const [first] = nodes
  const change = (label: string, next: (labels: Labels) => Labels, coalesce?: string) =>
    editor.session.edit(
      label,
      (newest) =>
        newest.nodes
          .filter(({ id }) => ids.has(id))
          .reduce(
            (changed, node) => updateNode(changed, node.id, { labels: labelsOrNothing(next(node.labels ?? {})) }),
            newest,
          ),
      coalesce === undefined ? {} : { coalesce },
    )
  const judge = (key: string, value: string) =>
    first === undefined ? undefined : findNodeFault({ ...first, labels: { [key]: value } }, ['labels'])
  return (
    <Section title="Labels" count={shared.length}>
      <ul className="inspect-rows">
        {shared.map(({ key, value, count }) => (
          <li key={key} className="pair-row">
            <span className="pair-key">
              <HostileText text={key} className="mono" />
              {count < nodes.length && (
                <span className="quiet">
                  {' '}
                  {count} of {nodes.length}
                </span>
              )}
            </span>
            <TextField
              owner={editor}
              fieldKey={`many:${[...ids].join(' ')}:label:${key}`}
              label={`Value of the label ${key}`}
              isLabelHidden
              isMono
              placeholder={value.kind === 'mixed' ? 'mixed' : 'value'}
              value={value.kind === 'mixed' ? '' : value.value}
              findFault={(text) => judge(key, text)}
              commit={(text, coalesce) =>
                change(
                  `label ${key} of ${count} nodes`,
                  (all) => (Object.hasOwn(all, key) ? setLabel(all, key, text) : all),
                  coalesce,
                )
              }
            />
            <button
              type="button"
              className="icon-button"
              aria-label={`Remove the label ${key} from all`}
              onClick={(event) => {
                focusAdd(event)
                change(`remove the label ${key}`, (all) => removeLabel(all, key))
              }}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        ))}
        {isAdding && (
          <NewPair
            firstLabel="key"
            secondLabel="value"
            isMono
            suggestions={listLabelKeys(graph)}
            judge={(key, value) => ({
              first: key === '' ? 'a label needs a key' : judge(key, ''),
              second: key === '' ? undefined : judge(key, value),
            })}
            onAdd={(key, value) => change(`label ${nodes.length} nodes`, (all) => setLabel(all, key, value))}
            onGiveUp={() => setIsAdding(false)}
          />
        )}
      </ul>
      {!isAdding && (
        <button type="button" className="inspect-add" onClick={() => setIsAdding(true)}>
          <Icon name="plus" size={12} /> Label all of them
        </button>
      )}
    </Section>
  )
}
