/** Schemes a link of ours may have; anything else is shown as text. */
const safeSchemes = new Set(['http:', 'https:', 'mailto:'])

/**
 * The address a hostile text may be linked to, or undefined: an absolute http, https or mailto URL and nothing else.
 * Every link made from labels, annotations, documents or configuration goes through here.
 */
export function safeLink(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 4_000) return undefined
  const trimmed = text.trim()
  // A URL parser drops tabs and line feeds, and a relative one would lead into our own pages.
  if (!/^(?:https?:\/\/|mailto:)[^\s\\]/i.test(trimmed) || hasControl(trimmed)) return undefined
  if (!URL.canParse(trimmed)) return undefined
  const url = new URL(trimmed)
  if (!safeSchemes.has(url.protocol)) return undefined
  // A user name in front of the host is there to deceive: https://bank.example@evil.example.
  if (url.protocol !== 'mailto:' && (url.username !== '' || url.password !== '')) return undefined
  return url.href
}

function hasControl(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20 || code === 0x7f) return true
  }
  return false
}
