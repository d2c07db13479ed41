import { RE2JS } from 're2js'

/** Whether a label set has what a matcher asks for. A label that is not there is empty, as in Alertmanager. */
export type LabelMatcher = (labels: Readonly<Record<string, string>>) => boolean

/**
 * Reads a matcher as Alertmanager writes it: `severity="critical"`, `job=~"api|web"`, quotes optional.
 * Patterns run on RE2, whose time grows with the text only: a viewer cannot make them slow.
 *
 * @throws Error that says what is wrong
 */
export function parseLabelMatcher(text: string): LabelMatcher {
  const parts = /^\s*([a-zA-Z_:][\w:]*|"(?:[^"\\]|\\.)+")\s*(=~|!~|!=|=)\s*([^]*?)\s*$/.exec(text)
  if (parts === null) throw new Error(`"${text}" is no matcher; write one as severity="critical" or job=~"api|web"`)
  const [, rawName = '', operator = '', rawValue = ''] = parts
  const name = unquote(rawName)
  const value = unquote(rawValue)
  const valueOf = (labels: Readonly<Record<string, string>>): string =>
    (Object.hasOwn(labels, name) ? labels[name] : undefined) ?? ''
  if (operator === '=') return (labels) => valueOf(labels) === value
  if (operator === '!=') return (labels) => valueOf(labels) !== value
  const matches = compilePattern(value)
  return operator === '=~' ? (labels) => matches(valueOf(labels)) : (labels) => !matches(valueOf(labels))
}

function compilePattern(pattern: string): (text: string) => boolean {
  try {
    const compiled = RE2JS.compile(pattern)
    return (text) => compiled.matches(text)
  } catch (cause) {
    throw new Error(`"${pattern}" is no regular expression`, { cause })
  }
}

function unquote(text: string): string {
  if (!/^".*"$/s.test(text)) return text
  return text.slice(1, -1).replaceAll(/\\(.)/gs, (_, one: string) => (one === 'n' ? '\n' : one))
}
