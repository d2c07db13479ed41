import { filters, type FilterName } from './filters.ts'

/** Text with placeholders over the labels of a series: see {@link parseTemplate}. */
export type Template = readonly (string | Expression)[]

/** The first operand that comes out with some text. */
export interface Expression {
  readonly operands: readonly Operand[]
}

export interface Operand {
  readonly value:
    | { readonly kind: 'label'; readonly name: string }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'group'; readonly inner: Expression }
  readonly filters: readonly { readonly name: FilterName; readonly given: readonly (string | number)[] }[]
}

export interface Filled {
  readonly text: string
  /** Every placeholder came out with some text, or was allowed not to by ending in `?? ''`. */
  readonly isComplete: boolean
}

/** Puts labels into a template. A label that is not there, and an empty one, is no text. */
export function fillTemplate(template: Template, read: (label: string) => string): Filled {
  let text = ''
  let isComplete = true
  for (const part of template) {
    if (typeof part === 'string') {
      text += part
      continue
    }
    const found = evaluate(part, read)
    text += found
    if (found === '' && !endsEmpty(part)) isComplete = false
  }
  return { text, isComplete }
}

/** The text of a template all of whose placeholders have some; else undefined. */
export function fillWhole(template: Template, read: (label: string) => string): string | undefined {
  const { text, isComplete } = fillTemplate(template, read)
  return isComplete && text !== '' ? text : undefined
}

/** Every label that a template reads. */
export function labelsOfTemplate(template: Template): readonly string[] {
  return template.flatMap((part) => (typeof part === 'string' ? [] : labelsOfExpression(part)))
}

function labelsOfExpression({ operands }: Expression): readonly string[] {
  return operands.flatMap(({ value }) => {
    switch (value.kind) {
      case 'label':
        return [value.name]
      case 'text':
        return []
      case 'group':
        return labelsOfExpression(value.inner)
    }
  })
}

function evaluate({ operands }: Expression, read: (label: string) => string): string {
  for (const operand of operands) {
    let text = begin(operand.value, read)
    for (const { name, given } of operand.filters) {
      if (text === '') break
      text = filters[name].apply(text, given)
    }
    if (text !== '') return text
  }
  return ''
}

function begin(value: Operand['value'], read: (label: string) => string): string {
  switch (value.kind) {
    case 'label':
      return read(value.name)
    case 'text':
      return value.text
    case 'group':
      return evaluate(value.inner, read)
  }
}

function endsEmpty({ operands }: Expression): boolean {
  const last = operands.at(-1)
  return last?.value.kind === 'text' && last.value.text === ''
}
