import { useId } from 'react'
import type { ReactNode } from 'react'

interface FieldIds {
  readonly input: string
  /** Of hint and fault; undefined while there is neither. */
  readonly description: string | undefined
}

interface FieldProps {
  readonly label: string
  readonly isLabelHidden?: boolean
  readonly hint?: string | undefined
  readonly fault?: string | undefined
  /** The label stands at the top of a high field. */
  readonly isTop?: boolean
  readonly children: (ids: FieldIds) => ReactNode
}

/** A label, what is typed or chosen, and below it what is to be known or is wrong. */
export function Field({ label, isLabelHidden = false, hint, fault, isTop = false, children }: FieldProps) {
  const id = useId()
  const description = [fault === undefined ? '' : `${id}-fault`, hint === undefined ? '' : `${id}-hint`]
    .filter((one) => one !== '')
    .join(' ')
  return (
    <div className={isTop ? 'inspect-field inspect-field-top' : 'inspect-field'}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : 'inspect-label'}>
        {label}
      </label>
      <div className="inspect-value">
        {children({ input: id, description: description === '' ? undefined : description })}
        {fault !== undefined && (
          <p id={`${id}-fault`} className="inspect-fault" role="alert">
            {fault}
          </p>
        )}
        {hint !== undefined && (
          <p id={`${id}-hint`} className="inspect-hint">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
