import type { GraphNode } from './document.ts'
import { iconAliases } from './icon-aliases.ts'

/** As a node's `icon`: this node has none, whatever its name says. */
export const noIcon = 'none:none'

/** What {@link guessIcon} looks at. */
export type IconHints = Pick<GraphNode, 'name' | 'services' | 'labels'>

/** Labels that name a technology or an image, the plainest first. */
const tellingLabels = [
  'image',
  'container.image.name',
  'container_image',
  'technology',
  'tech',
  'db.system',
  'messaging.system',
  'app.kubernetes.io/name',
  'k8s.io/app',
  'k8s-app',
  'app.kubernetes.io/component',
  'app',
] as const

/**
 * The icon of the technology that a node seems to be, from its labels, its name and its services.
 *
 * @example guessIcon({ name: 'orders-postgres' }) // 'logos:postgresql'
 * @returns `set:name`; undefined when nothing tells
 */
export function guessIcon(node: IconHints): string | undefined {
  for (const label of tellingLabels) {
    const value = node.labels?.[label]
    const icon = value === undefined ? undefined : guessIconOf(value)
    if (icon !== undefined) return icon
  }
  for (const text of [node.name, ...(node.services ?? [])]) {
    const icon = guessIconOf(text)
    if (icon !== undefined) return icon
  }
  return undefined
}

/**
 * The icon that a name or the reference of a container image tells.
 *
 * @example guessIconOf('docker.io/bitnami/redis:7.2') // 'logos:redis'
 */
export function guessIconOf(text: string): string | undefined {
  // The last part of a path says most: `grafana/loki` is Loki. A registry's host and a tag say nothing.
  const plain = withoutTag(text.slice(0, longestText).toLowerCase())
  if (!plain.includes('/')) return findAlias(plain)
  const parts = plain.split('/')
  for (const part of parts.toReversed()) {
    const isHost = part === parts[0] && /[.:]/.test(part)
    const icon = isHost ? undefined : findAlias(part)
    if (icon !== undefined) return icon
  }
  return undefined
}

/** The icon that is shown for a node: its own, or the guessed one; undefined for a node that has none or wants none. */
export function iconOf(node: GraphNode): string | undefined {
  if (node.icon !== undefined) return node.icon === noIcon ? undefined : node.icon
  if (node.kind === 'group') return undefined
  // A map asks for the same node again and again, and nodes never change.
  if (!guesses.has(node)) guesses.set(node, guessIcon(node))
  return guesses.get(node)
}

const guesses = new WeakMap<GraphNode, string | undefined>()

const longestText = 400

function withoutTag(text: string): string {
  if (!text.includes(':')) return text
  return text.replace(/@sha\d+:[0-9a-f]+$/, '').replace(/:\w[\w.-]*$/, '')
}

/** Letters and digits of any script: what stands between ASCII's signs and spaces. */
const wordPattern = /[^\s!-/:-@[-`{-~]+/g

/** The last word counts: in English a `redis-exporter` is an exporter, and an `orders-postgres` is a Postgres. */
function findAlias(text: string): string | undefined {
  const words = text.match(wordPattern) ?? []
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at] ?? ''
    const before = words[at - 1]
    // `rabbit-mq` and `fluent-bit` are one name; `redis7` and `kafka0` are a name with a number.
    const icon =
      (before === undefined || before.length + word.length > longestAlias
        ? undefined
        : iconAliases.get(before + word)) ??
      iconAliases.get(word) ??
      (endsInDigit.test(word) ? iconAliases.get(word.replace(/\d+$/, '')) : undefined)
    if (icon !== undefined) return icon
  }
  return undefined
}

const endsInDigit = /\d$/
const longestAlias = Math.max(...Array.from(iconAliases.keys(), (word) => word.length))
