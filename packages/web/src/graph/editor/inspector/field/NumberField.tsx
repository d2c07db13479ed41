import { TextField } from './TextField.tsx'

interface NumberFieldProps {
  readonly owner: object
  readonly fieldKey: string
  readonly label: string
  readonly value: number | undefined
  readonly isDisabled?: boolean
  readonly findFault: (value: number) => string | undefined
  readonly commit: (value: number, step: string) => void
}

/** What the grid of the canvas is. */
const stepPx = 8

/** A number of canvas units. Up and Down step by the grid, with Shift by ten times that. */
export function NumberField({
  owner,
  fieldKey,
  label,
  value,
  isDisabled = false,
  findFault,
  commit,
}: NumberFieldProps) {
  return (
    <TextField
      owner={owner}
      fieldKey={fieldKey}
      label={label}
      isDisabled={isDisabled}
      inputMode="decimal"
      value={value === undefined ? '' : String(value)}
      findFault={(text) => {
        const typed = readNumber(text)
        return typed === undefined ? 'this is no number' : findFault(typed)
      }}
      commit={(text, step) => {
        const typed = readNumber(text)
        if (typed !== undefined) commit(typed, step)
      }}
      onStep={(text, by, isLarge) => {
        const typed = readNumber(text)
        return typed === undefined ? undefined : String(typed + by * stepPx * (isLarge ? 10 : 1))
      }}
    />
  )
}

/** The number that somebody typed, with either decimal sign. */
function readNumber(text: string): number | undefined {
  const plain = text.trim().replace(',', '.').replace('−', '-')
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined
}
