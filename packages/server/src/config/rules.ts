import { parseThreshold } from '@statusgraph/model'
import { checkClient, checkTwin } from './client-rules.ts'
import type { Diagnostic } from './config.ts'
import { errorAt, warningAt } from './read-yaml.ts'
import { readDurationMs, upstreamUrl } from './scalars.ts'
import { configSchema } from './schema.ts'
import { checkSources } from './sources/check-sources.ts'
import { entryOf, itemsAt, textAt, valueAt } from './tree.ts'
import type { ListTree, Place, Tree } from './tree.ts'

/**
 * What no schema of single keys can see. These rules look at what is written, not at what the schema made of it, so
 * that a typo in one place does not hide a contradiction in another.
 */
export function checkRules(tree: Tree): readonly Diagnostic[] {
  const names = new Map<string, Place>()
  return [
    ...checkUpstreams(tree, names),
    ...checkSources(tree, names),
    ...checkTwin(valueAt(tree, ['server']), 'nudge_token'),
    ...checkSeverities(valueAt(tree, ['mapping', 'alerts', 'severities'])),
    ...checkQueries(itemsAt(tree, ['mapping', 'metrics', 'queries'])),
    ...checkSelectors(tree),
    ...warnOfGaps(tree),
  ]
}

/** The keys under `upstream`. */
export const upstreamKinds = ['prometheus', 'alertmanager', 'versions'] as const

function checkUpstreams(tree: Tree, names: Map<string, Place>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const kind of upstreamKinds) {
    const list = valueAt(tree, ['upstream', kind])
    if (list?.kind !== 'list') continue
    for (const upstream of list.items) {
      if (upstream.kind !== 'map') continue
      diagnostics.push(...checkAddress(list, upstream, kind), ...checkClient(upstream))
      diagnostics.push(...checkName(list, upstream, kind, names))
    }
  }
  return diagnostics
}

function checkAddress(list: ListTree, upstream: Tree, kind: string): readonly Diagnostic[] {
  const url = entryOf(upstream, 'url')
  const urls = kind === 'alertmanager' ? entryOf(upstream, 'urls') : undefined
  if (url !== undefined && urls !== undefined) {
    return [errorAt(urls.keyPlace, '"url" and "urls" are both given', 'name every member of the cluster in "urls"')]
  }
  if (url === undefined && urls === undefined) {
    const place = list.single ? list.place : upstream.place
    return [errorAt(place, `this ${kind} needs the key "url"`, 'add it, such as url: http://localhost:9090')]
  }
  const members = itemsAt(upstream, ['urls']).flatMap((item) => {
    const read = item.kind === 'scalar' ? upstreamUrl.safeParse(item.text).data : undefined
    return read === undefined ? [] : [{ ...read, place: item.place }]
  })
  const seen = new Set<string>()
  const [first] = members
  return members.flatMap(({ url, username, password, place }) => {
    const isTwin = seen.has(url)
    seen.add(url)
    if (isTwin) return [errorAt(place, `the member ${url} is named twice`)]
    if (username === first?.username && password === first?.password) return []
    return [errorAt(place, 'the members of one cluster must have the same user and password')]
  })
}

function checkName(list: ListTree, upstream: Tree, kind: string, names: Map<string, Place>): readonly Diagnostic[] {
  const given = valueAt(upstream, ['name'])
  const place = given?.place ?? upstream.place
  const name = textAt(upstream, ['name']) ?? (list.items.length === 1 ? kind : undefined)
  if (name === undefined)
    return [errorAt(place, `each of several upstreams needs the key "name"`, 'add one, such as name: eu')]
  const before = names.get(name)
  if (before === undefined) {
    names.set(name, place)
    return []
  }
  return [errorAt(place, `the name "${name}" is used twice, first at ${before.file}:${before.line}`, 'choose another')]
}

function checkSeverities(severities: Tree | undefined): readonly Diagnostic[] {
  const seen = new Map<string, string>()
  return ['critical', 'warning', 'none'].flatMap((lamp) =>
    itemsAt(severities, [lamp]).flatMap((item) => {
      const value = item.kind === 'scalar' ? (item.text ?? '') : ''
      const before = seen.get(value.toLowerCase())
      if (value !== '') seen.set(value.toLowerCase(), lamp)
      if (before === undefined) return []
      return [
        errorAt(item.place, `the severity "${value}" is in "${before}" already`, 'a value can mean one lamp only'),
      ]
    }),
  )
}

function checkQueries(queries: readonly Tree[]): readonly Diagnostic[] {
  const names = new Map<string, Place>()
  return queries.flatMap((query) => {
    const diagnostics: Diagnostic[] = [...checkPoints(query), ...checkThresholds(query)]
    const name = valueAt(query, ['name'])
    if (name?.kind !== 'scalar' || name.text === null) return diagnostics
    const before = names.get(name.text)
    if (before === undefined) names.set(name.text, name.place)
    else {
      const message = `two queries are called "${name.text}", the first at ${before.file}:${before.line}`
      diagnostics.push(warningAt(name.place, message, 'give them names that tell them apart'))
    }
    return diagnostics
  })
}

/** Prometheus refuses more points than this per series. */
const pointsLimit = 11_000

function checkPoints(query: Tree): readonly Diagnostic[] {
  const step = valueAt(query, ['step'])
  const stepMs = readDurationMs(textAt(query, ['step']) ?? '')
  const rangeMs = readDurationMs(textAt(query, ['range']) ?? '1h')
  if (step === undefined || stepMs === undefined || rangeMs === undefined || stepMs === 0) return []
  if (stepMs > rangeMs) return [errorAt(step.place, '"step" is longer than "range"')]
  if (rangeMs / stepMs <= pointsLimit) return []
  const least = Math.ceil(rangeMs / pointsLimit / 1000)
  return [errorAt(step.place, `"step" gives more than 11000 points, which Prometheus refuses`, `use ${least}s or more`)]
}

function checkThresholds(query: Tree): readonly Diagnostic[] {
  const critical = parseThreshold(textAt(query, ['thresholds', 'critical']) ?? '')
  const warning = valueAt(query, ['thresholds', 'warning'])
  const read = warning?.kind === 'scalar' ? parseThreshold(warning.text ?? '') : undefined
  if (warning === undefined || critical === undefined || read === undefined) return []
  const sameWay = critical.operator[0] === read.operator[0]
  const isHidden = critical.operator.startsWith('>') ? critical.bound < read.bound : critical.bound > read.bound
  if (!sameWay || !isHidden) return []
  return [
    warningAt(
      warning.place,
      'this warning never shows: whatever is past it is critical already',
      'swap the two bounds',
    ),
  ]
}

const topKeys: readonly string[] = Object.keys(configSchema.shape)

/** What is allowed, and yet keeps the picture grey. */
function warnOfGaps(tree: Tree): readonly Diagnostic[] {
  const has = (...path: string[]) => {
    const value = valueAt(tree, path)
    return value?.kind === 'list' ? value.items.length > 0 : value !== undefined
  }
  const at = (...path: string[]) => entryOf(valueAt(tree, path.slice(0, -1)), path.at(-1) ?? '')?.keyPlace
  const top: Place = { file: tree.place.file, line: 1, column: 1 }
  const hasAlertmanager = has('upstream', 'alertmanager')
  const hasPrometheus = has('upstream', 'prometheus')
  const warnings: Diagnostic[] = []
  // What is not even a map has been called wrong already, and what is misspelt may be just what seems to be missing.
  if (tree.kind === 'map' && tree.entries.keys().some((key) => !topKeys.includes(key))) return []
  const upstream = valueAt(tree, ['upstream'])
  if (upstream !== undefined && upstream.kind !== 'map') return []
  if (!hasAlertmanager && !hasPrometheus) {
    const hint = 'add upstream: {prometheus: {url: …}, alertmanager: {url: …}}'
    return [warningAt(at('upstream') ?? top, 'no upstream is given: every node stays unknown', hint)]
  }
  // Without an Alertmanager the firing rules of Prometheus are the alerts, and they need the same mapping.
  if (!has('mapping', 'alerts', 'service_labels') && !has('mapping', 'alerts', 'service_annotations')) {
    const message = 'no label or annotation names the service of an alert: no alert can colour a node'
    warnings.push(
      warningAt(at('mapping', 'alerts') ?? at('mapping') ?? top, message, 'add mapping.alerts.service_labels'),
    )
  }
  const hasThreshold = itemsAt(tree, ['mapping', 'metrics', 'queries']).some(
    (query) => valueAt(query, ['thresholds', 'warning']) ?? valueAt(query, ['thresholds', 'critical']),
  )
  const provesLife = has('mapping', 'metrics', 'service_labels') || hasThreshold
  if (!hasPrometheus || !provesLife) {
    const message = hasPrometheus
      ? 'no series proves that a service lives: only nodes that a healthy rule names can be ok'
      : 'no Prometheus is given: nothing proves that a service lives, so nothing is ok'
    const hint = hasPrometheus ? 'add mapping.metrics.service_labels' : 'add upstream.prometheus'
    const place = hasPrometheus ? (at('mapping', 'metrics') ?? at('mapping')) : at('upstream')
    warnings.push(warningAt(place ?? top, message, hint))
  }
  return warnings
}

function checkSelectors(tree: Tree): readonly Diagnostic[] {
  return itemsAt(tree, ['mapping', 'alerts', 'label_selector']).flatMap((selector): readonly Diagnostic[] => {
    if (selector.kind !== 'map') return []
    if (selector.entries.size === 0) {
      return [
        warningAt(selector.place, 'an empty selector keeps every alert', 'name a label, or remove the whole list'),
      ]
    }
    // Left out, such a label would make the selector keep more alerts than it says.
    return [...selector.entries].flatMap(([label, { keyPlace, value }]) =>
      value.kind === 'scalar' && value.text === null
        ? [errorAt(keyPlace, `the label "${label}" has no value`, 'write one, or remove the label')]
        : [],
    )
  })
}
