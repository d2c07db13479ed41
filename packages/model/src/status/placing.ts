import type { AlertingRule, Labels } from '../evidence.ts'
import type { Mapping } from '../mapping.ts'
import type { LedgerEntry } from './ledger.ts'
import { findSelector, findServices, lampOfLabels, mayBeSameAlert, ownText } from './match.ts'

/**
 * Whether it is plain what everything that a rule fires means to us. It is not while an alert lacks a label that the
 * configuration asks for: Prometheus adds its external labels only on the way to the Alertmanager.
 */
export function canBePlaced(rule: AlertingRule, listed: readonly LedgerEntry[], mapping: Mapping['alerts']): boolean {
  return rule.alerts.every(({ state, labels, annotations }) => {
    if (state !== 'firing') return true
    const told = { ...labels, alertname: rule.name }
    if (lampOfLabels(told, mapping.severities) === 'none') return true
    const isNamed = findServices({ labels: told, annotations }, mapping).size > 0
    if (isNamed && !lacksSelectorLabel(told, mapping.labelSelector)) return true
    return listed.some((entry) => entry.lost === undefined && mayBeSameAlert(entry.alert.labels, told))
  })
}

/** Whether no selector keeps the alert as it is, but one would if the labels that it lacks were added. */
function lacksSelectorLabel(labels: Labels, selectors: Mapping['alerts']['labelSelector']): boolean {
  if (findSelector(labels, selectors) !== false) return false
  return selectors.some((selector) =>
    Object.entries(selector).every(([name, value]) => [undefined, value].includes(ownText(labels, name))),
  )
}
