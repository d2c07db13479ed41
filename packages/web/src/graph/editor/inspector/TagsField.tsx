import { updateFields } from '@statusgraph/model'
import { useState } from 'react'
import { HostileText } from '../../../parts/HostileText.tsx'
import { Icon } from '../../../parts/Icon.tsx'
import type { Editor } from '../editor.ts'
import { Field } from './field/Field.tsx'
import { findGraphFault } from './find-faults.ts'

interface TagsFieldProps {
  readonly editor: Editor
  readonly tags: readonly string[]
}

/** The tags of a graph: Enter or a comma adds what is typed, Backspace in the empty field takes the last one away. */
export function TagsField({ editor, tags }: TagsFieldProps) {
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string>()
  const write = (label: string, next: readonly string[]) =>
    editor.session.edit(label, (graph) => updateFields(graph, { tags: next.length === 0 ? undefined : [...next] }))
  const remove = (tag: string) =>
    write(
      `remove the tag ${tag}`,
      tags.filter((one) => one !== tag),
    )
  const add = () => {
    const tag = typed.trim()
    if (tag === '' || tags.includes(tag)) return setTyped('')
    const next = [...tags, tag]
    const wrong = findGraphFault({ tags: next }, ['tags'])
    setFault(wrong)
    if (wrong !== undefined) return
    write(`add the tag ${tag}`, next)
    setTyped('')
  }
  return (
    <Field label="Tags" fault={fault} isTop>
      {({ input, description }) => (
        <div className="tags">
          {tags.map((tag) => (
            <span key={tag} className="tag">
              <HostileText text={tag} />
              <button type="button" aria-label={`Remove the tag ${tag}`} onClick={() => remove(tag)}>
                <Icon name="close" size={10} />
              </button>
            </span>
          ))}
          <input
            id={input}
            type="text"
            value={typed}
            placeholder={tags.length === 0 ? 'team, stage …' : ''}
            aria-invalid={fault !== undefined}
            aria-describedby={description}
            autoComplete="off"
            onChange={(event) => {
              setTyped(event.target.value)
              setFault(undefined)
            }}
            onBlur={add}
            onKeyDown={(event) => {
              const last = tags.at(-1)
              if (event.key === 'Enter' || event.key === ',') add()
              else if (event.key === 'Backspace' && typed === '' && last !== undefined) remove(last)
              else return
              event.preventDefault()
            }}
          />
        </div>
      )}
    </Field>
  )
}
