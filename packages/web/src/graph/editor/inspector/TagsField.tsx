import { updateFields } from '@statusgraph/model'
import { useState } from 'react'
import { TagsInput } from '../../../parts/TagsInput.tsx'
import type { Editor } from '../editor.ts'
import { Field } from './field/Field.tsx'
import { findGraphFault } from './find-faults.ts'

interface TagsFieldProps {
  readonly editor: Editor
  readonly tags: readonly string[]
}

/** The tags of a graph, each added or taken away in a step of its own. */
export function TagsField({ editor, tags }: TagsFieldProps) {
  const [fault, setFault] = useState<string>()
  const write = (label: string, next: readonly string[]) =>
    editor.session.edit(label, (graph) => updateFields(graph, { tags: next.length === 0 ? undefined : [...next] }))
  return (
    <Field label="Tags" fault={fault} isTop>
      {({ input, description }) => (
        <TagsInput
          id={input}
          tags={tags}
          isInvalid={fault !== undefined}
          describedBy={description}
          onAdd={(added) => {
            const next = [...tags, ...added]
            const wrong = findGraphFault({ tags: next }, ['tags'])
            setFault(wrong)
            if (wrong === undefined) write(`add the tag ${added.join(', ')}`, next)
            return wrong === undefined
          }}
          onRemove={(tag) =>
            write(
              `remove the tag ${tag}`,
              tags.filter((one) => one !== tag),
            )
          }
          onTyping={() => setFault(undefined)}
        />
      )}
    </Field>
  )
}
