import type { AlertListItem, ServiceListItem } from '@statusgraph/protocol'
import { expect, test } from 'vitest'
import { findRows, listAlertRows, listServiceRows, sayGroups, servicesOfRows } from './list-rows.ts'

const services: readonly ServiceListItem[] = [
  { service: 'cart.svc', seen: [], nodes: [{ graph: 'shop', node: 'cart', name: 'cart.svc' }], lamp: 'ok' },
  { service: 'cdn.eu', seen: [{ in: 'presence', upstream: 'prometheus' }], nodes: [], lamp: 'ok' },
  { service: 'mail.svc', seen: [], nodes: [{ graph: 'edge', node: 'm', name: 'mail' }], lamp: 'warning' },
]

function alert(facts: Partial<AlertListItem>): AlertListItem {
  return {
    fingerprint: 'f',
    name: 'service_down',
    lamp: 'critical',
    state: 'active',
    labels: { alertname: 'service_down', namespace: 'shop' },
    annotations: {},
    startsAt: '2026-11-22T12:00:00.000Z',
    suppressedBy: [],
    upstream: 'alertmanager',
    stale: false,
    services: ['cdn.eu'],
    nodes: [],
    ...facts,
  }
}

const facts = { services, alerts: [alert({})], graph: 'shop', isOutdated: false }
const namesOf = (rows: readonly { readonly name: string }[]) => rows.map(({ name }) => name)

test('what the graph shows is not in the tray, what another graph shows only on request', () => {
  const isShownHere = (service: string) => service === 'cart.svc'
  expect(namesOf(listServiceRows('undrawn', { ...facts, isShownHere }))).toEqual(['cdn.eu'])
  expect(namesOf(listServiceRows('not-here', { ...facts, isShownHere }))).toEqual(['cdn.eu', 'mail.svc'])
})

test('a service whose node was just deleted is in the tray before that is saved', () => {
  expect(namesOf(listServiceRows('undrawn', { ...facts, isShownHere: () => false }))).toContain('cart.svc')
})

test('a service knows its namespace from an alert that names it', () => {
  const [row] = listServiceRows('undrawn', { ...facts, isShownHere: (service) => service !== 'cdn.eu' })
  expect(row?.services).toEqual([{ service: 'cdn.eu', namespace: 'shop' }])
})

test('alerts leave the tray as soon as a node shows one of their services', () => {
  const alerts = [alert({}), alert({ fingerprint: 'g', name: 'loner', services: [] })]
  expect(namesOf(listAlertRows({ alerts, isShownHere: () => false, isOutdated: false }))).toEqual([
    'service_down',
    'loner',
  ])
  expect(namesOf(listAlertRows({ alerts, isShownHere: () => true, isOutdated: false }))).toEqual(['loner'])
})

test('the search finds by the name of an alert and of its services', () => {
  const rows = listAlertRows({ alerts: [alert({})], isShownHere: () => false, isOutdated: false })
  expect(findRows(rows, 'cdn', undefined)).toHaveLength(1)
  expect(findRows(rows, 'zzz', undefined)).toHaveLength(0)
  expect(findRows(rows, '', new Set(['cdn.us']))).toHaveLength(0)
})

test('a service that several alerts name is drawn once', () => {
  const alerts = [alert({}), alert({ fingerprint: 'g', services: ['CDN.eu', 'cdn.us'] })]
  const rows = listAlertRows({ alerts, isShownHere: () => false, isOutdated: false })
  expect(servicesOfRows(rows).map(({ service }) => service)).toEqual(['CDN.eu', 'cdn.us'])
})

test('the preview names the groups and counts the rest', () => {
  const one = { service: 'x' }
  expect(
    sayGroups([
      { name: 'cart', services: [one, one] },
      { name: undefined, services: [one] },
    ]),
  ).toBe('cart (2), 1 on its own')
  expect(sayGroups([{ name: undefined, services: [one, one] }])).toBe('2 without a group')
  const many = Array.from({ length: 7 }, (_, at) => ({ name: `g${at}`, services: [one] }))
  expect(sayGroups(many)).toBe('g0 (1), g1 (1), g2 (1), g3 (1), 3 more groups')
})
