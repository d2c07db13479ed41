import type { IndexedAlert } from './evidence-index.ts'
import { mayBeSameAlert, ownText } from './match.ts'

type Twins = ReadonlyMap<IndexedAlert, readonly IndexedAlert[]>

/** Which of the alerts that Prometheus fires are listed by Alertmanagers, both ways round. */
export function findTwins(listed: readonly IndexedAlert[], fired: readonly IndexedAlert[]): Twins {
  const twins = new Map<IndexedAlert, IndexedAlert[]>()
  if (fired.length === 0) return twins
  const candidates = indexByPlace(listed)
  for (const one of fired) {
    for (const twin of findSame(one, candidates(one))) {
      append(twins, one, twin)
      append(twins, twin, one)
    }
  }
  return twins
}

/** Finds the listed alerts that may be the same as a fired one without looking at all of them. */
function indexByPlace(listed: readonly IndexedAlert[]): (fired: IndexedAlert) => readonly IndexedAlert[] {
  const byName = new Map<string, IndexedAlert[]>()
  const byService = new Map<string, IndexedAlert[]>()
  for (const one of listed) {
    const name = nameOf(one)
    append(byName, name, one)
    if (one.via.size === 0) append(byService, JSON.stringify([name]), one)
    for (const service of one.via.keys()) append(byService, JSON.stringify([name, service]), one)
  }
  return (fired) => {
    const name = nameOf(fired)
    if (fired.via.size === 0) return byName.get(name) ?? []
    const places = [[name], ...[...fired.via.keys()].map((service) => [name, service])]
    return [...new Set(places.flatMap((place) => byService.get(JSON.stringify(place)) ?? []))]
  }
}

/** The labels of one alert can differ between Prometheus and Alertmanager, by relabelling: a shared service will do too. */
function findSame(fired: IndexedAlert, candidates: readonly IndexedAlert[]): readonly IndexedAlert[] {
  const same = candidates.filter((one) => mayBeSameAlert(one.alert.labels, fired.alert.labels))
  if (same.length > 0) return same
  return candidates.filter((one) => fired.via.keys().some((service) => one.via.has(service)))
}

function nameOf({ alert }: IndexedAlert): string {
  return ownText(alert.labels, 'alertname') ?? ''
}

function append<Key>(map: Map<Key, IndexedAlert[]>, key: Key, one: IndexedAlert): void {
  const known = map.get(key)
  if (known) known.push(one)
  else map.set(key, [one])
}
