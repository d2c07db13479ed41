import type { Instant } from '../instant.ts'
import { isFresh } from './is-fresh.ts'
import { isSeasoned } from './seasoned.ts'
import { isTrusted, rulesAnswers } from './world.ts'
import type { FacetAnswer, World } from './world.ts'

/**
 * Whether time plays no part in what a world says now: everything that was ever answered is fresh, every Alertmanager is
 * trusted, and no alert is lost. Two steady worlds with the same content give the same statuses.
 */
export function isSteady(world: World, now: Instant): boolean {
  return (
    world.lostFirings.length === 0 &&
    rulesAnswers(world).every(({ rules, upForMs }) => rules.every((rule) => isSeasoned(rule, upForMs))) &&
    world.newFirings.values().every((firings) => firings.size === 0) &&
    world.facets.values().every(({ lastGood }) => lastGood !== undefined && isFresh(lastGood, now)) &&
    world.ledgers
      .entries()
      .every(
        ([name, { members, entries }]) =>
          isTrusted(world, name, now) &&
          members.values().every(({ lastGood }) => lastGood !== undefined && isFresh(lastGood, now)) &&
          entries.values().every(({ lost }) => lost === undefined),
      )
  )
}

/** Whether two worlds were told the same, whenever that was; answers are compared by identity, which is cheap. */
export function hasSameContent(a: World, b: World): boolean {
  return (
    a.mapping === b.mapping &&
    a.upstreams === b.upstreams &&
    a.ledgers.size === b.ledgers.size &&
    a.ledgers.entries().every(([name, { entries }]) => b.ledgers.get(name)?.entries === entries) &&
    a.facets.size === b.facets.size &&
    a.facets.entries().every(([key, { lastGood }]) => isSameAnswer(lastGood, b.facets.get(key)?.lastGood))
  )
}

function isSameAnswer(a: FacetAnswer | undefined, b: FacetAnswer | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return contentOf(a) === contentOf(b) && a.warnings.join('\n') === b.warnings.join('\n')
}

function contentOf(answer: FacetAnswer): readonly unknown[] {
  switch (answer.kind) {
    case 'presence':
      return answer.services
    case 'rules':
      return answer.rules
    case 'samples':
      return answer.samples
    case 'versions':
      return answer.versions
  }
}
