import { useId } from 'react'
import type { KeyboardEvent } from 'react'
import { Field } from './Field.tsx'
import { useDraft } from './use-draft.ts'
import type { DraftOptions } from './use-draft.ts'

export interface TextFieldProps extends DraftOptions {
  readonly label: string
  readonly isLabelHidden?: boolean
  readonly placeholder?: string | undefined
  readonly hint?: string | undefined
  readonly isMono?: boolean
  readonly isMultiline?: boolean
  /** Texts that are offered while typing. */
  readonly suggestions?: readonly string[]
  readonly inputMode?: 'text' | 'decimal' | 'url'
  /** Up and Down step the text, as numbers do. */
  readonly onStep?: (text: string, by: 1 | -1, isLarge: boolean) => string | undefined
  readonly isDisabled?: boolean
}

/** A text of the document: goes there as it is typed, unless it cannot, and then says why. */
export function TextField(props: TextFieldProps) {
  const { label, isLabelHidden = false, placeholder, hint, isMono = false, isMultiline = false } = props
  const { suggestions, inputMode = 'text', onStep, isDisabled = false } = props
  const draft = useDraft(props)
  const listId = useId()
  const press = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (event.key === 'Enter' && !isMultiline) draft.leave()
    else if (event.key === 'Escape' && draft.fault !== undefined) draft.giveUp()
    else if (onStep !== undefined && (by === 1 || by === -1)) {
      const next = onStep(draft.text, by, event.shiftKey)
      if (next !== undefined) draft.change(next)
      event.preventDefault()
    }
  }
  return (
    <Field label={label} isLabelHidden={isLabelHidden} hint={hint} fault={draft.fault} isTop={isMultiline}>
      {(ids) => {
        const shared = {
          id: ids.input,
          value: draft.text,
          placeholder,
          'aria-invalid': draft.fault !== undefined,
          'aria-describedby': ids.description,
          autoComplete: 'off',
          spellCheck: isMultiline,
          className: isMono ? 'mono' : undefined,
          disabled: isDisabled,
          onChange: (event: { readonly target: { readonly value: string } }) => draft.change(event.target.value),
          onFocus: draft.enter,
          onBlur: draft.leave,
          onKeyDown: press,
        }
        if (isMultiline) return <textarea {...shared} rows={3} />
        return (
          <>
            <input
              type="text"
              {...shared}
              inputMode={inputMode}
              list={suggestions === undefined ? undefined : listId}
            />
            {suggestions !== undefined && (
              <datalist id={listId}>
                {suggestions.map((text) => (
                  <option key={text} value={text}>
                    {text}
                  </option>
                ))}
              </datalist>
            )}
          </>
        )
      }}
    </Field>
  )
}
