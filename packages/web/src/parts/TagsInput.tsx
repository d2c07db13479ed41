import { useState } from 'react'
import { HostileText } from './HostileText.tsx'
import { Icon } from './Icon.tsx'
import './styles/tags.css'

interface TagsInputProps {
  readonly id: string
  readonly tags: readonly string[]
  /** Offered while typing. */
  readonly known?: readonly string[]
  readonly isInvalid?: boolean
  readonly describedBy?: string | undefined
  /** False: they cannot be taken, and what was typed stays to be mended. */
  readonly onAdd: (added: readonly string[]) => boolean
  readonly onRemove: (tag: string) => void
  readonly onTyping?: () => void
}

/** Tags as chips: Enter or a comma adds what is typed, Backspace in the empty field takes the last one away. */
export function TagsInput(props: TagsInputProps) {
  const { id, tags, known, isInvalid = false, describedBy, onAdd, onRemove, onTyping } = props
  const [typed, setTyped] = useState('')
  const add = (): void => {
    const names = typed.split(',').map((tag) => tag.trim())
    const added = [...new Set(names)].filter((tag) => tag !== '' && !tags.includes(tag))
    if (added.length === 0 || onAdd(added)) setTyped('')
  }
  return (
    <div className="tags">
      {tags.map((tag) => (
        <span key={tag} className="tag">
          <HostileText text={tag} />
          <button type="button" aria-label={`Remove the tag ${tag}`} onClick={() => onRemove(tag)}>
            <Icon name="close" size={10} />
          </button>
        </span>
      ))}
      <input
        id={id}
        value={typed}
        list={known === undefined ? undefined : `${id}-known`}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        autoComplete="off"
        placeholder={tags.length === 0 ? 'team, stage …' : ''}
        onChange={(event) => {
          setTyped(event.target.value)
          onTyping?.()
        }}
        onBlur={add}
        onKeyDown={(event) => {
          const last = tags.at(-1)
          // An empty Enter is for the form.
          if ((event.key === 'Enter' && typed.trim() !== '') || event.key === ',') add()
          else if (event.key === 'Backspace' && typed === '' && last !== undefined) onRemove(last)
          else return
          event.preventDefault()
        }}
      />
      {known !== undefined && (
        <datalist id={`${id}-known`}>
          {known
            .filter((tag) => !tags.includes(tag))
            .map((tag) => (
              <option key={tag}>{tag}</option>
            ))}
        </datalist>
      )}
    </div>
  )
}
