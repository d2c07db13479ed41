import type { Alert, AlertingRule, Sample } from '../evidence.ts'
import type { Instant } from '../instant.ts'
import type { AlertLamp } from '../lamp.ts'
import type { Mapping } from '../mapping.ts'
import { keyOf } from './firings.ts'
import type { LedgerEntry } from './ledger.ts'
import { findSelector, findServices, lampOfLabels, serviceKey } from './match.ts'
import type { ServiceKey } from './match.ts'
import type { Via } from './snapshot.ts'
import { findTwins } from './twins.ts'
import { rulesAnswers } from './world.ts'
import type { FacetAnswer, World } from './world.ts'

/** Everything that speaks about one service. */
export interface ServiceEvidence {
  /** As first written by an upstream. */
  readonly name: string
  readonly alerts: IndexedAlert[]
  readonly rules: IndexedRule[]
  readonly pending: IndexedPending[]
  readonly presence: { readonly upstream: string; readonly label: string; readonly answer: FacetAnswer }[]
  readonly samples: {
    readonly upstream: string
    readonly query: string
    readonly sample: Sample
    readonly answer: FacetAnswer
  }[]
  readonly versions: { readonly upstream: string; readonly version: string }[]
}

/** An alert that the selector kept, as an Alertmanager lists it or as a Prometheus fires it. */
export interface IndexedAlert {
  readonly upstream: string
  readonly alert: Alert
  readonly lamp: AlertLamp
  readonly via: ReadonlyMap<ServiceKey, Via>
  readonly source:
    | { readonly kind: 'alertmanager'; readonly entry: LedgerEntry }
    | {
        readonly kind: 'prometheus'
        readonly answer: FacetAnswer
        readonly expectedIn: readonly string[]
        /** Set when it no longer tells of the alert and nothing proves that it is over. */
        readonly lostSince?: Instant
        /** Set while no Alertmanager has had time to list it. */
        readonly newSince?: Instant
      }
}

export interface IndexedRule {
  readonly upstream: string
  readonly rule: AlertingRule
  readonly via: Via
  readonly answer: FacetAnswer & { readonly kind: 'rules' }
}

export interface IndexedPending {
  readonly upstream: string
  readonly rule: AlertingRule
  readonly alert: AlertingRule['alerts'][number]
  readonly lamp: AlertLamp
  readonly answer: FacetAnswer
}

export interface EvidenceIndex {
  readonly services: ReadonlyMap<ServiceKey, ServiceEvidence>
  readonly alerts: readonly IndexedAlert[]
  /** The same alert as others tell it: those of Alertmanagers for what a Prometheus fires, and the other way round. */
  readonly twins: ReadonlyMap<IndexedAlert, readonly IndexedAlert[]>
}

const indexes = new WeakMap<World, EvidenceIndex>()

/** The world's evidence by service; worked out once for each world, since worlds never change. */
export function indexEvidence(world: World): EvidenceIndex {
  const known = indexes.get(world)
  if (known) return known
  const index = buildIndex(world)
  indexes.set(world, index)
  return index
}

function buildIndex(world: World): EvidenceIndex {
  const services = new Map<ServiceKey, ServiceEvidence>()
  const about = (name: string): ServiceEvidence => {
    const key = serviceKey(name)
    let evidence = services.get(key)
    if (evidence === undefined) {
      evidence = { name, alerts: [], rules: [], pending: [], presence: [], samples: [], versions: [] }
      services.set(key, evidence)
    }
    return evidence
  }
  const listed = [...listedAlerts(world)]
  const fired = withoutResolved(world, [...firedAlerts(world)])
  const alerts = [...listed, ...fired]
  for (const alert of alerts) {
    for (const via of alert.via.values()) about(via.service).alerts.push(alert)
  }
  for (const answer of rulesAnswers(world)) indexRules(world, answer, about)
  for (const { lastGood } of world.facets.values()) if (lastGood) indexFacet(lastGood, about)
  return { services, alerts, twins: findTwins(listed, fired) }
}

type About = (name: string) => ServiceEvidence

/** Every alert that an Alertmanager lists, or listed and then lost without proof, and that the selector keeps. */
function* listedAlerts(world: World): Iterable<IndexedAlert> {
  for (const [upstream, ledger] of world.ledgers) {
    for (const entry of ledger.entries.values()) {
      const indexed = indexEntry(world, upstream, entry)
      if (indexed) yield indexed
    }
  }
}

/** What a mapping makes of a ledger's entry, which never changes: the next world mostly holds the same entries. */
const indexedEntries = new WeakMap<Mapping, WeakMap<LedgerEntry, IndexedAlert | 'filtered'>>()

function indexEntry(world: World, upstream: string, entry: LedgerEntry): IndexedAlert | undefined {
  let known = indexedEntries.get(world.mapping)
  if (known === undefined) indexedEntries.set(world.mapping, (known = new WeakMap()))
  let indexed = known.get(entry)
  if (indexed === undefined) {
    indexed = indexAlert(world, upstream, entry.alert, { kind: 'alertmanager', entry }) ?? 'filtered'
    known.set(entry, indexed)
  }
  return indexed === 'filtered' ? undefined : indexed
}

/** Every alert that a Prometheus fires by itself, or fired and lost without proof, and that the selector keeps. */
function* firedAlerts(world: World): Iterable<IndexedAlert> {
  for (const fired of firings(world)) {
    const indexed = indexFiring(world, fired)
    if (indexed) yield indexed
  }
}

/** An Alertmanager may hear that an alert is over before we ask the Prometheus again: then its older word is void. */
function withoutResolved(world: World, fired: readonly IndexedAlert[]): readonly IndexedAlert[] {
  const resolvedAt = new Map<IndexedAlert, Instant>()
  for (const [upstream, { resolved }] of world.ledgers) {
    for (const { alert, at } of resolved.values()) {
      const source = { kind: 'alertmanager', entry: { alert, listedBy: new Map() } } as const
      const indexed = indexAlert(world, upstream, alert, source)
      if (indexed) resolvedAt.set(indexed, at)
    }
  }
  if (resolvedAt.size === 0) return fired
  const twins = findTwins([...resolvedAt.keys()], fired)
  return fired.filter((one) => {
    if (one.source.kind === 'alertmanager') return true
    const saidAtMs = (one.source.lostSince ?? one.source.answer.at).monoMs
    return !(twins.get(one) ?? []).some((twin) => (resolvedAt.get(twin)?.monoMs ?? -Infinity) >= saidAtMs)
  })
}

interface Firing {
  readonly answer: FacetAnswer
  readonly rule: AlertingRule
  readonly alert: AlertingRule['alerts'][number]
  readonly lostSince?: Instant
}

/** What each Prometheus fires now, and what it fired and lost without a word. */
function* firings(world: World): Iterable<Firing> {
  for (const answer of rulesAnswers(world)) {
    const evaluated = answer.rules.filter(({ health }) => health !== 'err')
    for (const { rule, alert } of instances(evaluated, 'firing')) yield { answer, rule, alert }
    for (const { upstream, rule, alert, lastSeenAt } of world.lostFirings) {
      if (upstream === answer.upstream) yield { answer, rule, alert, lostSince: lastSeenAt }
    }
  }
}

function indexFiring(world: World, { answer, rule, alert, lostSince }: Firing): IndexedAlert | undefined {
  const key = keyOf(rule.name, alert.labels)
  const newSince = world.newFirings.get(answer.upstream)?.get(key)
  return indexAlert(
    world,
    answer.upstream,
    {
      fingerprint: `${answer.upstream}:${key}`,
      labels: { ...alert.labels, alertname: rule.name },
      annotations: alert.annotations,
      startsAt: alert.activeAt,
      endsAt: '',
      state: 'active',
      suppressedBy: [],
    },
    {
      kind: 'prometheus',
      answer,
      expectedIn: [...world.ledgers.keys()],
      ...(lostSince ? { lostSince } : {}),
      ...(newSince ? { newSince } : {}),
    },
  )
}

function indexAlert(
  world: World,
  upstream: string,
  alert: Alert,
  source: IndexedAlert['source'],
): IndexedAlert | undefined {
  const { labelSelector, severities } = world.mapping.alerts
  const selector = findSelector(alert.labels, labelSelector)
  if (selector === false) return undefined
  return {
    upstream,
    alert,
    lamp: lampOfLabels(alert.labels, severities),
    via: findServices(alert, world.mapping.alerts, selector),
    source,
  }
}

function indexRules(world: World, answer: FacetAnswer & { readonly kind: 'rules' }, about: About): void {
  for (const rule of answer.rules) {
    const labels = { ...rule.labels, alertname: rule.name }
    if (findSelector(labels, world.mapping.alerts.labelSelector) === false) continue
    for (const via of findServices(rule, world.mapping.alerts).values()) {
      about(via.service).rules.push({ upstream: answer.upstream, rule, via, answer })
    }
  }
  for (const { rule, alert } of instances(answer.rules, 'pending')) {
    const said = { labels: { ...alert.labels, alertname: rule.name }, annotations: alert.annotations }
    if (findSelector(said.labels, world.mapping.alerts.labelSelector) === false) continue
    const lamp = lampOfLabels(said.labels, world.mapping.alerts.severities)
    for (const via of findServices(said, world.mapping.alerts).values()) {
      about(via.service).pending.push({ upstream: answer.upstream, rule, alert, lamp, answer })
    }
  }
}

function indexFacet(answer: FacetAnswer, about: About): void {
  const { upstream } = answer
  switch (answer.kind) {
    case 'presence':
      for (const { service, label } of answer.services) about(service).presence.push({ upstream, label, answer })
      return
    case 'samples':
      for (const sample of answer.samples) {
        about(sample.service).samples.push({ upstream, query: answer.facet.query, sample, answer })
      }
      return
    case 'versions':
      for (const { service, version } of answer.versions) about(service).versions.push({ upstream, version })
      return
    case 'rules':
      return
  }
}

function* instances(
  rules: readonly AlertingRule[],
  state: 'pending' | 'firing',
): Iterable<{ readonly rule: AlertingRule; readonly alert: AlertingRule['alerts'][number] }> {
  for (const rule of rules) {
    for (const alert of rule.alerts) if (alert.state === state) yield { rule, alert }
  }
}
