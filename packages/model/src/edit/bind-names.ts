import type { GraphNode } from '../graph/document.ts'
import { servicesOf } from '../graph/document.ts'
import { serviceKey } from '../status/match.ts'
import type { DrawableService } from './group-services.ts'
import { namespaceOf } from './group-services.ts'
import { countEdits } from '../nearest.ts'
import { coreOf, indexServices } from './service-names.ts'
import type { NameCore, NamedService, ServiceNames } from './service-names.ts'

/** `exact`: bound already, by its name. `likely`: good enough to take many at once. `perhaps`: somebody should look. */
export type BindingConfidence = 'exact' | 'likely' | 'perhaps'

/** A service that a node may stand for. */
export interface BindingProposal {
  readonly service: string
  readonly confidence: BindingConfidence
  /** 0 to 1, to be compared with other proposals only. */
  readonly score: number
  /** Why, for a person: `the same name, but for the namespace`. */
  readonly because: string
}

const likelyFrom = 0.7
const perhapsFrom = 0.3
/** Labels that name a service wherever they are used, the surest first. */
const tellingLabels = ['app.kubernetes.io/name', 'app', 'k8s-app', 'service', 'app.kubernetes.io/instance'] as const
const mostProposals = 5

/**
 * Proposes for each node the services with the nearest names, best first; nodes that nothing resembles are left out.
 * What people write on drawings is compared with what monitoring says: `Cart` with `cart-service`, `shop/cart`,
 * `cart.shop.svc.cluster.local`. A name that fits several services equally well is never more than `perhaps`, because
 * a node that shows the status of something else is worse than one that shows none.
 *
 * @example
 * proposeBindings(graph.nodes, [{ service: 'shop/cart' }]).get('cart')?.[0]?.service // 'shop/cart'
 */
export function proposeBindings(
  nodes: readonly GraphNode[],
  services: readonly DrawableService[],
): ReadonlyMap<string, readonly BindingProposal[]> {
  const names = indexServices(services)
  const proposals = new Map<string, readonly BindingProposal[]>()
  for (const node of nodes) {
    if (node.kind === 'group') continue
    const found = proposeFor(node, names)
    if (found.length > 0) proposals.set(node.id, found)
  }
  return proposals
}

interface Candidate {
  readonly score: number
  readonly because: string
}

function proposeFor(node: GraphNode, names: ServiceNames): readonly BindingProposal[] {
  const best = new Map<string, Candidate>()
  for (const { text, worth, from } of namesOf(node)) {
    const name = coreOf(text)
    const namespace = namespaceOf({ service: text, namespace: node.namespace })
    for (const service of names.near(name)) {
      const judged = compare(name, namespace, service, names)
      if (judged === undefined) continue
      const score = judged.score * worth
      if (score < perhapsFrom || score <= (best.get(service.service)?.score ?? 0)) continue
      best.set(service.service, {
        score,
        because: from === undefined ? judged.because : `${judged.because}, by ${from}`,
      })
    }
  }
  const sorted = [...best].toSorted(([a, { score }], [b, other]) => other.score - score || (a < b ? -1 : 1))
  const first = sorted[0]?.[1].score ?? 0
  const isUnsure = first < 1 && (sorted[1]?.[1].score ?? 0) > first - 0.01
  return sorted.slice(0, mostProposals).map(([service, { score, because }]) => {
    if (score >= 1) return { service, confidence: 'exact', score, because }
    if (isUnsure && score > first - 0.01) {
      return { service, confidence: 'perhaps', score: Math.min(score, 0.6), because: `${because}; others fit as well` }
    }
    return { service, confidence: score >= likelyFrom ? 'likely' : 'perhaps', score, because }
  })
}

interface NodeName {
  readonly text: string
  readonly worth: number
  /** What it was read from, when that is not the name on the drawing. */
  readonly from?: string
}

function namesOf(node: GraphNode): readonly NodeName[] {
  const names: NodeName[] = servicesOf(node).map((text) => ({ text, worth: 1 }))
  if (node.services !== undefined && node.services.length > 0) names.push({ text: node.name, worth: 0.97 })
  for (const label of tellingLabels) {
    const text = ownLabel(node, label)
    if (text !== undefined) names.push({ text, worth: 0.96, from: `the label ${label}` })
  }
  // The id of an element in its file is often the technical name of what its label calls otherwise.
  names.push({ text: node.id, worth: 0.9, from: 'its id' })
  const seen = new Set<string>()
  return names.filter(({ text }) => {
    const key = serviceKey(text)
    const isNew = key !== '' && !seen.has(key)
    seen.add(key)
    return isNew
  })
}

function ownLabel({ labels }: GraphNode, name: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, name) ? labels[name] : undefined
}

function compare(
  name: NameCore,
  namespace: string | undefined,
  service: NamedService,
  names: ServiceNames,
): Candidate | undefined {
  if (name.key === service.key) return { score: 1, because: 'the same name' }
  const alike = compareNames(name, service, names)
  if (alike === undefined || namespace === undefined || service.namespace === undefined) return alike
  if (serviceKey(namespace) === serviceKey(service.namespace)) {
    return { score: Math.min(0.99, alike.score + 0.05), because: `${alike.because}, in the same namespace` }
  }
  return { score: alike.score * 0.55, because: `${alike.because}, in another namespace` }
}

function compareNames(own: NameCore, service: NamedService, names: ServiceNames): Candidate | undefined {
  if (own.squashed === '') return undefined
  if (own.short === service.short) {
    const isMoved = service.namespace !== undefined || own.key !== own.short
    return { score: 0.92, because: `the same name, but for ${isMoved ? 'the namespace' : 'the ending'}` }
  }
  if (own.squashed === service.squashed || own.joined === service.joined)
    return { score: 0.85, because: 'the same name, but for how it is written' }
  if (own.squashed === names.withoutCommon(service))
    return { score: 0.8, because: 'the same name after a common beginning' }
  if (own.sorted === service.sorted) return { score: 0.75, because: 'the same words in another order' }
  const shared = own.words.filter((word) => service.words.includes(word)).length
  const parts = Math.max(own.words.length, service.words.length)
  // One word of several is little; a word that half of all services have in their name is nothing.
  const isTelling = own.words.some((word) => service.words.includes(word) && !names.isCommon(word))
  const bySharing = shared > 0 && isTelling ? 0.3 + 0.35 * (shared / parts) : 0
  const length = Math.max(own.squashed.length, service.squashed.length)
  const allowed = length < 4 ? -1 : Math.max(1, Math.floor(length / 5))
  const isNearInLength = Math.abs(own.squashed.length - service.squashed.length) <= allowed
  const edits = isNearInLength ? countEdits(own.squashed, service.squashed) : Number.POSITIVE_INFINITY
  const bySpelling = edits <= allowed ? 0.68 - 0.08 * (edits - 1) : 0
  if (Math.max(bySharing, bySpelling) < perhapsFrom) return undefined
  return bySpelling > bySharing
    ? { score: bySpelling, because: 'a name that is spelt nearly the same' }
    : { score: bySharing, because: 'a name with the same words in it' }
}
