import { topologyTextLimit } from './sighting.ts'

/** What a thing without a name is called; such nodes are not shown unless somebody asks for them. */
export const unknownName = 'unknown'

/**
 * Makes a text from outside fit to be an id or a name: without control and bidirectional characters, white space folded,
 * no arrow (edges are called by it), not too long, never empty.
 */
export function cleanId(text: string): string {
  // Almost every id is fine already, and thousands come at once.
  const clean = text.length <= topologyTextLimit && plainText.test(text) ? text : scrub(text)
  return clean === '' ? unknownName : clean
}

/**
 * The id of what is called `name`, there where it lives: `name`, `namespace/name` or `cluster/namespace/name`.
 *
 * @example
 *   canonicalId({ namespace: 'shop', name: 'cart' }) // 'shop/cart'
 */
export function canonicalId(called: {
  readonly cluster?: string | undefined
  readonly namespace?: string | undefined
  readonly name: string
}): string {
  const parts = [called.cluster, called.namespace].flatMap((part) => {
    const clean = part === undefined ? '' : scrub(part)
    return clean === '' ? [] : [clean]
  })
  return cleanId([...parts, cleanId(called.name)].join('/'))
}

/** What a canonical id says of the node that has it; of another id, all of it is the name. */
export function splitId(id: string): {
  readonly name: string
  readonly namespace?: string
  readonly cluster?: string
} {
  const slash = id.indexOf('/')
  if (slash < 0) return { name: id }
  const parts = id.split('/')
  if (parts.length > 3 || parts.includes('')) return { name: id }
  const [first = '', second = '', third] = parts
  return third === undefined ? { name: second, namespace: first } : { name: third, namespace: second, cluster: first }
}

/** The id of an edge between two nodes. No clean id has an arrow in it, so it is one of a kind. */
export function edgeIdOf(source: string, target: string): string {
  return `${source}→${target}`
}

/** The ends of an edge, of the id that {@link edgeIdOf} made of them. */
export function endsOf(edgeId: string): readonly string[] {
  return edgeId.split('→')
}

/** What stands behind the type of a typed name: `shop/cart` of `svc:shop/cart`. */
export function valueOfTypedName(typed: string): string {
  const colon = typed.indexOf(':')
  return colon <= 0 ? typed : typed.slice(colon + 1)
}

/**
 * Whether two nodes that share this typed name are one. Addresses and ports are lent to one after the other, and every
 * machine is called localhost by itself.
 */
export function provesSameness(typed: string): boolean {
  const colon = typed.indexOf(':')
  if (colon <= 0 || typed.length === colon + 1) return false
  if (lentTypes.has(typed.slice(0, colon).toLowerCase())) return false
  const value = typed.slice(colon + 1)
  return !isLoopback(value) && value.toLowerCase() !== unknownName && !isAddress(value)
}

/** Whether it names the machine that says it, with or without a port. */
export function isLoopback(name: string): boolean {
  return /^(?:localhost(?:\.localdomain)?|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[?::1\]?|\[?::\]?)(?::\d+)?$/i.test(name)
}

function isAddress(text: string): boolean {
  return (
    /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(text) || /^\[?[\da-f]*:[\da-f:.]*:[\da-f:.]*\]?(?::\d+)?$/i.test(text)
  )
}

const lentTypes: ReadonlySet<string> = new Set(['ip', 'port', 'addr', 'address', 'endpoint', 'mac'])

const plainText = /^[\w./:@+-]+$/

function scrub(text: string): string {
  return (
    text
      .slice(0, 4 * topologyTextLimit)
      .replaceAll(/\s/g, ' ')
      .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
      .replaceAll(/ +/g, ' ')
      .replaceAll('→', '>')
      .slice(0, topologyTextLimit)
      // Half of a character is none.
      .replaceAll(/\p{Cs}/gu, '')
      .trim()
  )
}
