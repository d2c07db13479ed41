import { updateNode } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { useState } from 'react'
import { Icon } from '../../../../parts/Icon.tsx'
import { Section } from '../../../panel/Section.tsx'
import type { Editor } from '../../editor.ts'
import { NewPair } from '../field/NewPair.tsx'
import { TextField } from '../field/TextField.tsx'
import { useRowKeys } from '../field/use-row-keys.ts'
import { focusAdd } from '../field/focus-add.ts'
import { findNodeFault } from '../find-faults.ts'
import { listLabelKeys } from '../offers.ts'
import { labelsOrNothing, removeLabel, renameLabel, setLabel } from './change-labels.ts'
import type { Labels } from './change-labels.ts'

interface LabelFieldsProps {
  readonly editor: Editor
  readonly graph: GraphDocument
  readonly node: GraphNode
}

/** The labels of a node, a row each: key and value, to be changed, renamed, added and removed. */
export function LabelFields({ editor, graph, node }: LabelFieldsProps) {
  const labels: Labels = node.labels ?? {}
  const entries = Object.entries(labels)
  const [isAdding, setIsAdding] = useState(false)
  const rows = useRowKeys()
  const change = (label: string, next: (labels: Labels) => Labels, coalesce?: string) =>
    editor.session.edit(
      label,
      (newest) => {
        const now = newest.nodes.find(({ id }) => id === node.id)?.labels ?? {}
        return updateNode(newest, node.id, { labels: labelsOrNothing(next(now)) })
      },
      coalesce === undefined ? {} : { coalesce },
    )
  /** Why a key cannot be given; that a row has it already is no reason against that row. */
  const judgeKey = (key: string, own?: string): string | undefined => {
    if (key === '') return 'a label needs a key'
    if (key !== own && Object.hasOwn(labels, key)) return `there is a label "${key}" already`
    return findNodeFault({ ...node, labels: { [key]: '' } }, ['labels'])
  }
  const judgeValue = (key: string, value: string) =>
    findNodeFault({ ...node, labels: { [key]: value } }, ['labels', key])

  return (
    <Section title="Labels" count={entries.length}>
      <ul className="inspect-rows">
        {entries.map(([key, value]) => (
          <li key={rows.keyOf(key)} className="pair-row">
            <TextField
              owner={editor}
              fieldKey={`node:${node.id}:label-key:${rows.keyOf(key)}`}
              label={`Key of the label ${key}`}
              isLabelHidden
              isMono
              value={key}
              findFault={(text) => judgeKey(text.trim(), key)}
              commit={(text, coalesce) => {
                rows.rename(key, text.trim())
                change('rename a label', (all) => renameLabel(all, key, text.trim()), coalesce)
              }}
            />
            <TextField
              owner={editor}
              fieldKey={`node:${node.id}:label:${rows.keyOf(key)}`}
              label={`Value of the label ${key}`}
              isLabelHidden
              isMono
              placeholder="value"
              value={value}
              findFault={(text) => judgeValue(key, text)}
              commit={(text, coalesce) => change(`label ${key}`, (all) => setLabel(all, key, text), coalesce)}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={`Remove the label ${key}`}
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
            suggestions={listLabelKeys(graph).filter((key) => !Object.hasOwn(labels, key))}
            judge={(key, value) => ({ first: judgeKey(key), second: key === '' ? undefined : judgeValue(key, value) })}
            onAdd={(key, value) => change(`add the label ${key}`, (all) => setLabel(all, key, value))}
            onGiveUp={() => setIsAdding(false)}
          />
        )}
      </ul>
      {!isAdding && (
        <button type="button" className="inspect-add" onClick={() => setIsAdding(true)}>
          <Icon name="plus" size={12} /> Add a label
        </button>
      )}
    </Section>
  )
}
