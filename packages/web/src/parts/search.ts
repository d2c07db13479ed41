import { lamps, servicesOf } from '@statusgraph/model'
import type { GraphNode, NodeStatus } from '@statusgraph/model'

/** One condition of a search: a word anywhere, or a text in one field. */
export interface SearchTerm {
  readonly field: string | undefined
  readonly text: string
  readonly isExcluded: boolean
}

const fieldNames: Readonly<Record<string, string>> = {
  lamp: 'status',
  is: 'status',
  ns: 'namespace',
  svc: 'service',
}

/** Reads `status:critical team:pay -kind:database "two words"`. Never fails: what it cannot read is a word. */
export function parseSearch(text: string): readonly SearchTerm[] {
  const terms: SearchTerm[] = []
  for (const match of text.matchAll(/(-)?(?:([^\s:"]+):)?(?:"([^"]*)"?|(\S+))/g)) {
    const [, minus, field, quoted, plain] = match
    const value = (quoted ?? plain ?? '').toLowerCase()
    if (value === '' || value === '-') continue
    const name = field?.toLowerCase()
    terms.push({
      field: name === undefined ? undefined : (fieldNames[name] ?? name),
      text: value,
      isExcluded: minus !== undefined,
    })
  }
  return terms
}

/** Whether a node is what was searched for: every term holds. */
export function matchesSearch(terms: readonly SearchTerm[], node: GraphNode, status: NodeStatus | undefined): boolean {
  return terms.every((term) => holds(term, node, status) !== term.isExcluded)
}

function holds(term: SearchTerm, node: GraphNode, status: NodeStatus | undefined): boolean {
  switch (term.field) {
    case undefined:
      return [node.name, node.id, node.namespace ?? '', ...servicesOf(node), ...labelTexts(node)].some((text) =>
        includes(text, term.text),
      )
    case 'status':
      return holdsStatus(term.text, status)
    case 'name':
      return includes(node.name, term.text) || includes(node.id, term.text)
    case 'service':
      return servicesOf(node).some((service) => includes(service, term.text))
    case 'namespace':
      return includes(node.namespace ?? '', term.text)
    case 'kind':
      return includes(node.kind, term.text)
    case 'alert':
      return (status?.reasons ?? []).some((reason) => reason.kind === 'alert' && includes(reason.title, term.text))
    default:
      return labelTexts(node).some((label) => {
        const [name = '', value = ''] = splitLabel(label)
        return (
          (name.toLowerCase() === term.field || name.toLowerCase().endsWith(`/${term.field}`)) &&
          includes(value, term.text)
        )
      })
  }
}

function holdsStatus(text: string, status: NodeStatus | undefined): boolean {
  if (status === undefined) return 'unknown'.startsWith(text)
  if (status.overlays.some((overlay) => overlay.kind.startsWith(text))) return true
  // A stale ok is not ok: whoever searches for what is fine must not find it.
  if (status.lamp === 'ok' && status.overlays.some((overlay) => overlay.kind === 'stale')) return false
  return (
    lamps.some((lamp) => lamp.startsWith(text) && status.lamp === lamp) ||
    (text === 'silenced' && status.lamp === 'muted')
  )
}

function labelTexts(node: GraphNode): readonly string[] {
  return Object.entries(node.labels ?? {}).map(([name, value]) => `${name}=${value}`)
}

function splitLabel(label: string): readonly string[] {
  const at = label.indexOf('=')
  return [label.slice(0, at), label.slice(at + 1)]
}

function includes(whole: string, part: string): boolean {
  return whole.toLowerCase().includes(part)
}
