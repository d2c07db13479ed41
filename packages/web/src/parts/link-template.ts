import { safeLink } from './safe-link.ts'

const placeholder = /\{\{\s*([A-Za-z_][\w.]*)\s*\}\}/g

/**
 * Fills `{{service}}` and the like in a URL template. A value is always encoded, and may stand only in path, query or
 * fragment: scheme and host stay as the configuration wrote them. Undefined: a placeholder has no value, or the
 * template is not a safe link.
 */
export function expandLink(template: string, values: Readonly<Record<string, string | undefined>>): string | undefined {
  const authority = /^(?:https?:\/\/[^/?#]*|mailto:)/i.exec(template)?.[0]
  if (authority === undefined || authority.includes('{') || authority.includes('}')) return undefined
  let isWhole = true
  const expanded = template.replace(placeholder, (_whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined || value === '') isWhole = false
    return encodeURIComponent((value ?? '').toWellFormed())
  })
  if (!isWhole || expanded.includes('{{')) return undefined
  const link = safeLink(expanded)
  // Dot segments in a value (encoded or not) must not climb out of where the template put it.
  return link !== undefined && originOf(link) === originOf(authority) ? link : undefined
}

function originOf(url: string): string {
  if (/^mailto:/i.test(url)) return 'mailto:'
  return URL.canParse(url) ? new URL(url).origin : ''
}
