import { findNearest } from '@statusgraph/model'
import type { Diagnostic } from '../config.ts'
import { errorAt } from '../read-yaml.ts'
import { entryOf, itemsAt, textAt, valueAt } from '../tree.ts'
import type { Place, Tree } from '../tree.ts'

/** What only queries of one's own give a meaning to. */
const ownKeys = ['from', 'to', 'protocol', 'layer', 'provenance', 'undirected', 'labels'] as const

/** What no schema of single keys can see in a source that asks a Prometheus. */
export function checkEdgeQueries(tree: Tree, source: Tree): readonly Diagnostic[] {
  return [...checkPlan(source), ...checkDatasource(tree, source)]
}

function checkPlan(source: Tree): readonly Diagnostic[] {
  const preset = entryOf(source, 'preset')
  const queries = entryOf(source, 'queries')
  if (preset !== undefined) {
    const hint = 'the preset has its own: remove it, or remove "preset" and write "queries"'
    return ['queries', ...ownKeys].flatMap((key) => {
      const entry = entryOf(source, key)
      return entry === undefined ? [] : [errorAt(entry.keyPlace, `"preset" and "${key}" exclude one another`, hint)]
    })
  }
  if (queries === undefined) {
    return [errorAt(source.place, 'this source needs the key "preset" or "queries"', 'add preset: service-graph')]
  }
  const unnamed = 'a source with "queries" needs the key "name"'
  const named = entryOf(source, 'name') ? [] : [errorAt(source.place, unnamed, 'add one, such as name: calls')]
  return [
    ...named,
    ...checkQueries(queries.value, queries.keyPlace),
    ...checkEnd(source, 'from'),
    ...checkEnd(source, 'to'),
  ]
}

function checkQueries(queries: Tree, place: Place): readonly Diagnostic[] {
  const asked = ['presence', 'rate', 'bytes', 'health', 'denied', 'errors'].some((key) => entryOf(queries, key))
  return queries.kind !== 'map' || asked
    ? []
    : [
        errorAt(
          place,
          '"queries" asks nothing that proves an edge',
          'add rate: sum by ($by) (rate(calls_total[$window]))',
        ),
      ]
}

function checkEnd(source: Tree, key: 'from' | 'to'): readonly Diagnostic[] {
  const end = entryOf(source, key)
  if (end === undefined) {
    return [errorAt(source.place, `a source with "queries" needs the key "${key}"`, `add ${key}: '{{label}}'`)]
  }
  if (end.value.kind !== 'map') return []
  const whole = entryOf(end.value, 'node')
  const name = entryOf(end.value, 'name')
  if (whole === undefined && name === undefined) {
    return [errorAt(end.keyPlace, `"${key}" needs the key "name" or "node"`, `add name: '{{label}}'`)]
  }
  const parts = whole === undefined ? [] : ['name', 'namespace', 'cluster']
  return parts.flatMap((part) => {
    const entry = entryOf(end.value, part)
    if (entry === undefined) return []
    return [errorAt(entry.keyPlace, `"node" and "${part}" are both given`, 'it holds all parts: keep one of them')]
  })
}

function checkDatasource(tree: Tree, source: Tree): readonly Diagnostic[] {
  const known = itemsAt(tree, ['upstream', 'prometheus']).map((upstream) => textAt(upstream, ['name']) ?? 'prometheus')
  if (known.length === 0) {
    const hint = 'add upstream: {prometheus: {url: http://localhost:9090}}'
    return [errorAt(source.place, 'this source asks a Prometheus, and none is given', hint)]
  }
  const wanted = valueAt(source, ['datasource'])
  const name = textAt(source, ['datasource'])
  if (wanted === undefined || name === undefined || known.includes(name)) return []
  const near = findNearest(name, known)
  const hint = near === undefined ? `known are ${known.join(', ')}` : `did you mean ${near}?`
  return [errorAt(wanted.place, `no Prometheus is called "${name}"`, hint)]
}
