import { findNearest } from '@statusgraph/model'
import { filters, isFilterName } from './filters.ts'
import type { Expression, Operand, Template } from './template.ts'

/** What is wrong with a template, and at which character of it, counted from 1. */
export interface TemplateFault {
  readonly column: number
  readonly message: string
}

export type ParsedTemplate =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly fault: TemplateFault }

/** No template is longer, and nothing in it is nested deeper. */
const longestTemplate = 1_000
const deepestGroup = 8

/**
 * Reads a template: text with placeholders such as `{{namespace}}/{{service | split:'@':0}}`. Within the braces stand a
 * label, a text in single quotes or a group in parentheses, followed by filters after `|`; several of these with `??`
 * between them mean the first that has some text.
 *
 * ```ts
 * const parsed = parseTemplate("{{deployment ?? pod|owner}}")
 * if (parsed.ok) fillTemplate(parsed.template, (label) => labels[label] ?? '')
 * ```
 */
export function parseTemplate(text: string): ParsedTemplate {
  if (text.length > longestTemplate) {
    return fault(longestTemplate + 1, `a template has at most ${longestTemplate} characters`)
  }
  try {
    return { ok: true, template: new TemplateReader(text).readTemplate() }
  } catch (error) {
    if (error instanceof FaultError) return fault(error.column, error.message)
    throw error
  }
}

function fault(column: number, message: string): ParsedTemplate {
  return { ok: false, fault: { column, message } }
}

class FaultError extends Error {
  readonly column: number

  constructor(at: number, message: string) {
    super(message)
    this.column = at + 1
  }
}

class TemplateReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  readTemplate(): Template {
    const parts: (string | Expression)[] = []
    while (this.#at < this.#text.length) {
      const open = this.#text.indexOf('{{', this.#at)
      const literal = this.#text.slice(this.#at, open === -1 ? undefined : open)
      const stray = literal.indexOf('}}')
      if (stray !== -1) throw new FaultError(this.#at + stray, '"}}" has no "{{" before it')
      if (literal !== '') parts.push(literal)
      if (open === -1) break
      this.#at = open + 2
      parts.push(this.#readExpression(0))
      this.#skipSpace()
      if (!this.#take('}}')) throw this.#unexpected('"}}"', open)
    }
    return parts
  }

  #readExpression(depth: number): Expression {
    const operands = [this.#readOperand(depth)]
    for (;;) {
      this.#skipSpace()
      if (!this.#take('??')) return { operands }
      operands.push(this.#readOperand(depth))
    }
  }

  #readOperand(depth: number): Operand {
    const value = this.#readValue(depth)
    const applied: Operand['filters'][number][] = []
    for (;;) {
      this.#skipSpace()
      if (!this.#take('|')) return { value, filters: applied }
      applied.push(this.#readFilter())
    }
  }

  #readValue(depth: number): Operand['value'] {
    this.#skipSpace()
    if (this.#text[this.#at] === "'") return { kind: 'text', text: this.#readQuoted() }
    if (this.#take('(')) {
      if (depth >= deepestGroup) throw new FaultError(this.#at - 1, 'groups are nested too deep')
      const inner = this.#readExpression(depth + 1)
      this.#skipSpace()
      if (!this.#take(')')) throw this.#unexpected('")"')
      return { kind: 'group', inner }
    }
    const name = this.#readWord()
    if (name === '') throw this.#unexpected("a label, a 'text' or a group in parentheses")
    return { kind: 'label', name }
  }

  #readFilter(): Operand['filters'][number] {
    this.#skipSpace()
    const at = this.#at
    const name = this.#readWord()
    if (name === '') throw this.#unexpected('the name of a filter')
    if (!isFilterName(name)) {
      const known = Object.keys(filters)
      const near = findNearest(name, known)
      const hint = near === undefined ? `known are ${known.join(', ')}` : `did you mean ${near}?`
      throw new FaultError(at, `unknown filter "${name}", ${hint}`)
    }
    const { takes, usage } = filters[name]
    const given = takes.map((wanted) => {
      this.#skipSpace()
      if (!this.#take(':')) throw new FaultError(this.#at, `"${name}" is written ${usage}`)
      this.#skipSpace()
      return wanted === 'text' ? this.#readArgument(usage) : this.#readNumber(usage)
    })
    return { name, given }
  }

  #readArgument(usage: string): string {
    if (this.#text[this.#at] !== "'") throw new FaultError(this.#at, `a text in single quotes belongs here: ${usage}`)
    const at = this.#at
    const text = this.#readQuoted()
    if (text === '') throw new FaultError(at, `this text is empty: ${usage}`)
    return text
  }

  #readNumber(usage: string): number {
    const found = /^-?\d{1,3}/.exec(this.#text.slice(this.#at, this.#at + 4))
    if (!found) throw new FaultError(this.#at, `a whole number belongs here: ${usage}`)
    this.#at += found[0].length
    return Number(found[0])
  }

  #readQuoted(): string {
    const end = this.#text.indexOf("'", this.#at + 1)
    if (end === -1) throw new FaultError(this.#at, 'this quote is never closed')
    const quoted = this.#text.slice(this.#at + 1, end)
    this.#at = end + 1
    return quoted
  }

  #readWord(): string {
    // Dots are part of a name: since Prometheus 3 a label may be called k8s.namespace.name.
    const found = /^[a-zA-Z_][\w.]*/.exec(this.#text.slice(this.#at))?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #skipSpace(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1
  }

  #take(mark: string): boolean {
    if (!this.#text.startsWith(mark, this.#at)) return false
    this.#at += mark.length
    return true
  }

  #unexpected(wanted: string, opened?: number): FaultError {
    if (this.#at >= this.#text.length) {
      return opened === undefined
        ? new FaultError(this.#text.length, `the template ends where ${wanted} is expected`)
        : new FaultError(opened, '"{{" is never closed')
    }
    const found = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0)
    return new FaultError(this.#at, `"${found}" stands where ${wanted} is expected`)
  }
}
