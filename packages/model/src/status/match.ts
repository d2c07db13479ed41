import type { Labels } from '../evidence.ts'
import type { AlertLamp } from '../lamp.ts'
import type { Mapping, Severities } from '../mapping.ts'
import type { Via } from './snapshot.ts'

/** The form in which service names are compared: trimmed, without case. */
export type ServiceKey = string

/** Folds a service name for comparison. */
export function serviceKey(name: string): ServiceKey {
  return name.trim().toLowerCase()
}

/**
 * The services that one label or annotation value names: split at commas, trimmed, empty parts dropped.
 * A part that still holds a template (`{{ … }}`, as rules have before they fire) names no service.
 */
export function splitServices(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.includes('{{'))
}

/** Which `label_selector` entry keeps an alert: an entry, `undefined` when there are none, or `false` when none does. */
export function findSelector(
  labels: Labels,
  selectors: Mapping['alerts']['labelSelector'],
): Readonly<Record<string, string>> | undefined | false {
  if (selectors.length === 0) return undefined
  return (
    selectors.find((selector) => Object.entries(selector).every(([name, value]) => ownText(labels, name) === value)) ??
    false
  )
}

/** What an alert with these labels means. No such label, and a value that is in no list, is critical. */
export function lampOfLabels(labels: Labels, severities: Severities): AlertLamp {
  const value = ownText(labels, severities.label)?.toLowerCase()
  if (value === undefined) return 'critical'
  const has = (list: readonly string[]): boolean => list.some((one) => one.toLowerCase() === value)
  if (has(severities.critical)) return 'critical'
  if (has(severities.warning)) return 'warning'
  return has(severities.none) ? 'none' : 'critical'
}

/** The services that labels and annotations name, each once, with how: labels first, in the order of the configuration. */
export function findServices(
  said: { readonly labels: Labels; readonly annotations: Labels },
  mapping: Mapping['alerts'],
  selector?: Readonly<Record<string, string>>,
): ReadonlyMap<ServiceKey, Via> {
  const found = new Map<ServiceKey, Via>()
  const collect = (source: Via['source'], values: Labels, keys: readonly string[]): void => {
    for (const key of keys) {
      for (const service of splitServices(ownText(values, key) ?? '')) {
        const folded = serviceKey(service)
        if (!found.has(folded)) found.set(folded, { source, key, service, ...(selector ? { selector } : {}) })
      }
    }
  }
  collect('label', said.labels, mapping.serviceLabels)
  collect('annotation', said.annotations, mapping.serviceAnnotations)
  return found
}

/** A label's own value; inherited properties are no labels. */
export function ownText(labels: Labels, name: string): string | undefined {
  return Object.hasOwn(labels, name) ? labels[name] : undefined
}

/** Whether two label sets may belong to one alert: same name, and equal wherever both have a label. */
export function mayBeSameAlert(a: Labels, b: Labels): boolean {
  if (ownText(a, 'alertname') !== ownText(b, 'alertname')) return false
  return Object.keys(a).every((name) => !Object.hasOwn(b, name) || a[name] === b[name])
}
