import { parseGraphDocument, proposeBindings } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { bindNodes, chooseGood, listRows, sortOf } from './bind-nodes.ts'

const parsed = parseGraphDocument({
  version: 1,
  id: 'shop',
  nodes: [
    { id: 'zone', kind: 'group' },
    { id: 'mail' },
    { id: 'Payment' },
    { id: 'cart' },
    { id: 'chekout' },
    { id: 'fax' },
  ],
})
if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults))
const { graph } = parsed
const known = ['payment-service', 'cart', 'checkout', 'mail-svc', 'ledger'].map((service) => ({ service }))
const rows = listRows(graph, proposeBindings(graph.nodes, known))

test('what needs a look comes first, and what is bound by its name last', () => {
  expect(rows.map((row) => [row.node.id, sortOf(row)])).toEqual([
    ['mail', 'likely'],
    ['Payment', 'likely'],
    ['chekout', 'perhaps'],
    ['fax', 'none'],
    ['cart', 'bound'],
  ])
})

test('all good ones at once leaves the doubtful ones alone', () => {
  expect([...chooseGood(rows)]).toEqual([
    ['mail', 'mail-svc'],
    ['Payment', 'payment-service'],
  ])
})

test('a chosen service is written down where the name does not say it', () => {
  const bound = bindNodes(graph, new Map([...chooseGood(rows), ['cart', 'cart'], ['gone', 'x']]))
  expect(bound.nodes.map(({ id, services }) => [id, services])).toEqual([
    ['zone', undefined],
    ['mail', ['mail-svc']],
    ['Payment', ['payment-service']],
    ['cart', undefined],
    ['chekout', undefined],
    ['fax', undefined],
  ])
})
