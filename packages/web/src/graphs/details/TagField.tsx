import { useId, useState } from 'react'
import { HostileText } from '../../parts/HostileText.tsx'
import { Icon } from '../../parts/Icon.tsx'

interface TagFieldProps {
  readonly tags: readonly string[]
  /** Offered while typing. */
  readonly known: readonly string[]
  readonly onChange: (tags: readonly string[]) => void
}

const mostTags = 50

/** Tags as chips: Enter or a comma adds what is typed, Backspace in the empty field takes the last one away. */
export function TagField({ tags, known, onChange }: TagFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const add = (): void => {
    const added = typed
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '')
    setTyped('')
    if (added.length > 0) onChange([...new Set([...tags, ...added])].slice(0, mostTags))
  }
  const remove = (tag: string): void => onChange(tags.filter((one) => one !== tag))
  return (
    <div className="field">
      <label htmlFor={id}>Tags</label>
      <div className="graph-tag-field">
        {tags.map((tag) => (
          <span key={tag} className="graph-tag-chip">
            <HostileText text={tag} />
            <button type="button" aria-label={`Remove the tag ${tag}`} onClick={() => remove(tag)}>
              <Icon name="close" size={10} />
            </button>
          </span>
        ))}
        <input
          id={id}
          value={typed}
          list={`${id}-known`}
          maxLength={400}
          autoComplete="off"
          placeholder={tags.length === 0 ? 'team, stage …' : ''}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            const last = tags.at(-1)
            // An empty Enter is for the form.
            if ((event.key === 'Enter' && typed.trim() !== '') || event.key === ',') add()
            else if (event.key === 'Backspace' && typed === '' && last !== undefined) remove(last)
            else return
            event.preventDefault()
          }}
        />
        <datalist id={`${id}-known`}>
          {known
            .filter((tag) => !tags.includes(tag))
            .map((tag) => (
              <option key={tag}>{tag}</option>
            ))}
        </datalist>
      </div>
    </div>
  )
}
