import type { TopologyRules } from '../graph/document.ts'
import { listLimits } from '../graph/document.ts'
import { withEntry, withField } from './fields.ts'
import type { FieldPath, OnClash, Versions } from './merge-values.ts'
import { mergeRecord, mergeSet, mergeValue } from './merge-values.ts'

/**
 * Rules of discovery: aliases and what is ignored as sets, kinds and pins each by the id it is about. Which sources are
 * looked at is one choice, because a list without any means something else than no list.
 */
export function mergeRules(
  { base, mine, theirs }: Versions<TopologyRules | undefined>,
  onClash: OnClash,
): TopologyRules | undefined {
  const versionsOf = <Part extends keyof TopologyRules>(part: Part): Versions<TopologyRules[Part]> => ({
    base: base?.[part],
    mine: mine?.[part],
    theirs: theirs?.[part],
  })
  let rules: TopologyRules = theirs ?? {}
  rules = withField(rules, 'sources', mergeValue(['rules', 'sources'], versionsOf('sources'), onClash))
  rules = withField(rules, 'aliases', mergeSet(['rules', 'aliases'], versionsOf('aliases'), listLimits.rules, onClash))
  rules = withField(rules, 'ignore', mergeSet(['rules', 'ignore'], versionsOf('ignore'), listLimits.rules, onClash))
  rules = withField(rules, 'kinds', mergeRecord(['rules', 'kinds'], versionsOf('kinds'), onClash))
  rules = withField(rules, 'pins', mergeRecord(['rules', 'pins'], versionsOf('pins'), onClash))
  const isEmpty = Object.values(rules).every((part) => part === undefined)
  return isEmpty && (mine === undefined || theirs === undefined) ? undefined : rules
}

/** The rules after somebody decided about one of them, or about a whole list; the others stay as they are. */
export function decideRule(
  own: TopologyRules = {},
  chosen: TopologyRules = {},
  [, part, key]: FieldPath,
): TopologyRules | undefined {
  const rules = decidePart(own, chosen, part, key)
  return Object.keys(rules).length === 0 ? undefined : rules
}

function decidePart(
  own: TopologyRules,
  chosen: TopologyRules,
  part: string | undefined,
  key: string | undefined,
): TopologyRules {
  if (part === 'kinds' && key !== undefined)
    return withField(own, part, withEntry(own.kinds, key, entryOf(chosen.kinds, key)))
  if (part === 'pins' && key !== undefined)
    return withField(own, part, withEntry(own.pins, key, entryOf(chosen.pins, key)))
  const whole = (['sources', 'aliases', 'ignore', 'kinds', 'pins'] as const).find((one) => one === part)
  return whole === undefined ? own : withField(own, whole, chosen[whole])
}

function entryOf<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}
