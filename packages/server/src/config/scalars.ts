import { BlockList, isIP } from 'node:net'
import { parseThreshold } from '@statusgraph/model'
import { z } from 'zod'

/** What the reference page calls the type of a value. */
export const typeNames = z.registry<{ readonly type: string }>()

/** A value that is read from its text; `complaint` says what would have been right. */
export function scalar<T>(type: string, complaint: string, read: (text: string) => T | undefined) {
  return z
    .string()
    .transform((text, context): T => {
      const value = read(text)
      if (value !== undefined) return value
      context.issues.push({ code: 'custom', input: text, message: complaint })
      return z.NEVER
    })
    .register(typeNames, { type })
}

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
}

/** Reads a Prometheus duration such as `1m30s` in ms; undefined when the text is something else. */
export function readDurationMs(text: string): number | undefined {
  if (text === '0') return 0
  const match = /^(\d{1,6}y)?(\d{1,6}w)?(\d{1,6}d)?(\d{1,6}h)?(\d{1,6}m)?(\d{1,9}s)?(\d{1,12}ms)?$/.exec(text)
  if (!match || text === '') return undefined
  return match.slice(1).reduce((sum, part: string | undefined) => {
    if (part === undefined) return sum
    const unit = part.replace(/\d+/, '')
    return sum + Number.parseInt(part, 10) * (units[unit] ?? 0)
  }, 0)
}

/** A duration within bounds, as ms. */
export function duration(least: string, most: string) {
  const [leastMs = 0, mostMs = 0] = [readDurationMs(least), readDurationMs(most)]
  return scalar('duration', `must be a duration from ${least} to ${most}, such as 15s or 1m30s`, (text) => {
    const ms = readDurationMs(text)
    return ms !== undefined && ms >= leastMs && ms <= mostMs ? ms : undefined
  })
}

export function integer(least: number, most: number) {
  return scalar('whole number', `must be a whole number from ${least} to ${most}`, (text) => {
    const value = /^-?\d{1,15}$/.test(text) ? Number(text) : undefined
    return value !== undefined && value >= least && value <= most ? value : undefined
  })
}

export const boolean = scalar('true or false', 'must be true or false', (text) => {
  if (/^true$/i.test(text)) return true
  return /^false$/i.test(text) ? false : undefined
})

/** A number of things per second, such as `0.05`. */
export const rate = scalar('number', 'must be a number from 0 to 1000000, such as 0.05', (text) => {
  const value = /^(?:\d{1,7}\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined
  return value !== undefined && value <= 1e6 ? value : undefined
})

/** The name of a discovery source, which also stands in addresses. */
export const sourceName = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/, 'must be 1 to 63 letters, digits, dots, dashes or underscores')
  .register(typeNames, { type: 'name' })

/** A size such as `32MiB`, in bytes. */
export const byteSize = scalar('size', 'must be a size from 1KiB to 1GiB, such as 32MiB or 500000', (text) => {
  const match = /^(\d{1,12})\s*(B|KiB|MiB|GiB|KB|MB|GB)?$/.exec(text)
  if (!match) return undefined
  const factors: Readonly<Record<string, number>> = {
    KiB: 1024,
    MiB: 1024 ** 2,
    GiB: 1024 ** 3,
    KB: 1e3,
    MB: 1e6,
    GB: 1e9,
  }
  const bytes = Number(match[1]) * (factors[match[2] ?? 'B'] ?? 1)
  return bytes >= 1024 && bytes <= 1024 ** 3 ? bytes : undefined
})

export const text = z.string().min(1, 'must not be empty').register(typeNames, { type: 'text' })
export const anyText = z.string().register(typeNames, { type: 'text' })
export const filePath = z.string().min(1, 'must not be empty').register(typeNames, { type: 'path' })

/** A Prometheus label name; UTF-8 names are allowed since Prometheus 3, so only emptiness is wrong. */
export const labelName = z.string().min(1, 'must be the name of a label').register(typeNames, { type: 'label name' })

/** An http or https URL without user and password. */
export const plainUrl = scalar('URL', 'must be an http:// or https:// URL without user and password', (text) => {
  const url = readHttpUrl(text)
  return url && url.username === '' && url.password === '' ? text : undefined
})

export interface UpstreamUrl {
  /** Without user, password and a slash at the end. */
  readonly url: string
  readonly username?: string
  readonly password?: string
}

/** An upstream's URL, its user and password taken out. */
export const upstreamUrl = scalar<UpstreamUrl>(
  'URL',
  'must be an http:// or https:// URL, such as http://localhost:9090',
  (text) => {
    const url = readHttpUrl(text)
    if (!url || url.hash !== '') return undefined
    const username = decodePercent(url.username)
    const password = decodePercent(url.password)
    if (username === undefined || password === undefined) return undefined
    url.username = ''
    url.password = ''
    const bare = url.href.replace(/\/$/, '')
    return username === '' && password === '' ? { url: bare } : { url: bare, username, password }
  },
)

function readHttpUrl(text: string): URL | undefined {
  if (!/^https?:\/\/[^/?#\s]/i.test(text) || /\s/.test(text)) return undefined
  return URL.parse(text) ?? undefined
}

function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** `127.0.0.1:8000`, `[::1]:8000`, `:8000` for every address, or only a port. */
export const listenAddress = scalar(
  'address',
  'must be an address and a port, such as 127.0.0.1:8000 or [::1]:8000',
  (text) => {
    const match = /^(?:(?:\[([0-9a-f:.%a-z]+)\]|([a-z0-9._-]*)):)?(\d{1,5})$/i.exec(text)
    const port = Number(match?.[3])
    if (!match || port > 65_535) return undefined
    if (match[1] !== undefined) return isIP(match[1].replace(/%.*$/, '')) === 6 ? { host: match[1], port } : undefined
    // As with Prometheus, no address means all of them; a bare port stays on loopback.
    const host = match[2] ?? '127.0.0.1'
    return { host: host === '' ? '0.0.0.0' : host, port }
  },
)

export const basePath = scalar('path', 'must begin with a slash, such as /statusgraph', (text) => {
  const path = text.replace(/\/+$/, '')
  return path === '' || /^(?:\/[a-z0-9._~-]+)+$/i.test(path) ? path : undefined
})

export const addressRange = scalar('address or CIDR', 'must be an IP address or a range such as 10.0.0.0/8', (text) => {
  const [address = '', prefix] = text.split('/')
  const version = isIP(address)
  if (version === 0) return undefined
  if (prefix === undefined) return text
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > (version === 4 ? 32 : 128)) return undefined
  new BlockList().addSubnet(address, Number(prefix), version === 4 ? 'ipv4' : 'ipv6')
  return text
})

export const threshold = scalar(
  'comparison',
  "must compare with a number, such as '> 80' (operators: > >= < <=)",
  (text) => parseThreshold(text),
)

const templateHint = 'must be an http, https or mailto URL; {{service}} may stand only after the host'

/** A link shown to people: no script, and nobody's service name chooses the host. */
export const linkTemplate = scalar('URL template', templateHint, (text) => {
  const template = text.replaceAll(/\{\{\s*service\s*\}\}/g, '{{service}}')
  const match = /^(?:https?:\/\/([^/?#\s]+)|mailto:([^?\s]+))(\S*)$/i.exec(template)
  if (!match) return undefined
  const fixed = match[1] ?? match[2] ?? ''
  const filled = template.replaceAll('{{service}}', 'service')
  if (fixed.includes('{') || filled.includes('{{')) return undefined
  return URL.canParse(filled) ? template : undefined
})
