interface CheckboxProps {
  readonly label: string
  /** `mixed` when it differs among what is selected. */
  readonly isChecked: boolean | 'mixed'
  readonly onChange: (isOn: boolean) => void
}

export function Checkbox({ label, isChecked, onChange }: CheckboxProps) {
  return (
    <label className="inspect-check">
      <input
        type="checkbox"
        checked={isChecked === true}
        ref={(element) => {
          if (element !== null) element.indeterminate = isChecked === 'mixed'
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  )
}
