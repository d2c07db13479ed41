import type { ServiceListItem } from '@statusgraph/protocol'
import { expect, test } from 'vitest'
import { gatherSeen, markOfService, saySeen, sayService } from './service-words.ts'

const seen = [
  { in: 'presence', upstream: 'prometheus', by: 'service_id' },
  { in: 'rule', upstream: 'prometheus', by: 'service_down' },
  { in: 'rule', upstream: 'prometheus', by: 'service_slow' },
  { in: 'alert', upstream: 'alertmanager', by: 'service_id' },
] as const

function item(facts: Partial<ServiceListItem>): ServiceListItem {
  return { service: 'cart', seen: [], nodes: [], ...facts }
}

test('where a service was seen is one line for each way and upstream, or one for all', () => {
  expect(saySeen({ seen: [...seen], version: '2.5.1' })).toBe(
    'prometheus: series, rule · alertmanager: alert · version 2.5.1',
  )
  expect(saySeen({ seen: [{ in: 'version', upstream: 'versions' }] })).toBe('')
  expect(gatherSeen(seen)[1]?.by).toEqual(['service_down', 'service_slow'])
})

test.each([
  [
    { lamp: 'critical', because: { kind: 'alert', title: 'service_down', text: '…' } },
    false,
    'Critical · service_down',
  ],
  [{ lamp: 'critical' }, true, 'Critical · stale'],
  [{ lamp: 'ok', because: { kind: 'presence', title: 'cart', text: '…' } }, false, 'OK'],
  [{ lamp: 'ok', stale: true }, false, 'Stale'],
  [{ lamp: 'ok' }, true, 'Stale'],
  [{}, false, 'Unknown'],
] as const)('of %j with an outdated list %s is said "%s"', (facts, isOutdated, words) => {
  expect(sayService(item(facts), isOutdated)).toBe(words)
})

test('an ok that nobody confirms is not drawn as ok', () => {
  expect(markOfService({ lamp: 'ok' }, false)).toBe('ok')
  expect(markOfService({ lamp: 'ok', stale: true }, false)).toBe('stale')
  expect(markOfService({ lamp: 'critical', stale: true }, false)).toBe('critical')
})
