/** One condition on a label, as Prometheus and Alertmanager write it. */
export interface LabelMatcher {
  readonly name: string
  readonly operator: '=' | '!=' | '=~' | '!~'
  readonly value: string
}

export type ParsedMatchers =
  | { readonly ok: true; readonly matchers: readonly LabelMatcher[]; readonly words: readonly string[] }
  | { readonly ok: false; readonly message: string }

const longestRegex = 1_000

/**
 * Reads `severity=critical team=~"pay.*" disk`: conditions apart by spaces or commas, in braces or not, and bare words
 * that are looked for in names and values.
 */
export function parseMatchers(text: string): ParsedMatchers {
  const matchers: LabelMatcher[] = []
  const words: string[] = []
  const source = text.trim().replace(/^\{/, '').replace(/\}$/, '')
  const token =
    /\s*,?\s*(?:([^\s=!~,"]+)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))|"((?:[^"\\]|\\.)*)"|([^\s,"]+))/y
  while (token.lastIndex < source.length) {
    const from = token.lastIndex
    const match = token.exec(source)
    if (match === null) {
      if (/^[\s,]*$/.test(source.slice(from))) break
      return { ok: false, message: explainUnread(source.slice(from).trim()) }
    }
    const [, name, operator, quoted, plain, quotedWord, word] = match
    if (name !== undefined && isOperator(operator)) {
      const value = quoted === undefined ? (plain ?? '') : unescape(quoted)
      if (operator.endsWith('~') && value.length > longestRegex) {
        return { ok: false, message: `the pattern of ${name} is longer than ${longestRegex} characters` }
      }
      matchers.push({ name, operator, value })
    } else words.push((quotedWord === undefined ? (word ?? '') : unescape(quotedWord)).toLowerCase())
  }
  return { ok: true, matchers, words }
}

function explainUnread(rest: string): string {
  const quotes = rest.replaceAll(/\\./g, '').split('"').length - 1
  return quotes % 2 === 1
    ? `A quotation mark is not closed: ${rest}`
    : `This cannot be read: ${rest} – write label=value, or "a quoted text"`
}

/** The condition as Alertmanager and our API write it. The server judges it, with an engine no pattern can hang. */
export function writeMatcher({ name, operator, value }: LabelMatcher): string {
  return `${name}${operator}"${value.replace(/["\\]/g, '\\$&')}"`
}

function isOperator(text: string | undefined): text is LabelMatcher['operator'] {
  return text === '=' || text === '!=' || text === '=~' || text === '!~'
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}
