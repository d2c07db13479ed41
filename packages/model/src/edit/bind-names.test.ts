import { expect, test } from 'vitest'
import type { GraphNode } from '../graph/document.ts'
import { proposeBindings } from './bind-names.ts'

const node = (name: string, more: Partial<GraphNode> = {}): GraphNode => ({ id: 'n', name, kind: 'service', ...more })
const known = (services: string) => services.split(' ').map((service) => ({ service }))
const best = (one: GraphNode, services: string) => proposeBindings([one], known(services)).get('n')?.[0]

const table: readonly (readonly [name: string, services: string, found: string, confidence: string])[] = [
  ['cart', 'cart checkout', 'cart', 'exact'],
  ['Cart', 'cart checkout', 'cart', 'exact'],
  [' cart ', 'CART', 'CART', 'exact'],
  ['cart', 'cart.svc checkout.svc', 'cart.svc', 'likely'],
  ['cart', 'cart-service checkout', 'cart-service', 'likely'],
  ['Cart Service', 'cart cart-db', 'cart', 'likely'],
  ['CartService', 'cart cart-db', 'cart', 'likely'],
  ['cartservice', 'cart cart-db', 'cart', 'likely'],
  ['cart', 'shop/cart bank/ledger', 'shop/cart', 'likely'],
  ['cart', 'cart.shop.svc.cluster.local ledger', 'cart.shop.svc.cluster.local', 'likely'],
  ['Orders DB', 'orders orders-database', 'orders-database', 'likely'],
  ['orders-db', 'db-orders orders', 'db-orders', 'likely'],
  ['cartdb', 'cart cart-db.svc', 'cart-db.svc', 'likely'],
  ['PostgreSQL', 'postgres mongo', 'postgres', 'likely'],
  ['http://cart:8080', 'cart', 'cart', 'likely'],
  ['cart', 'acme-cart acme-mail acme-pay acme-search', 'acme-cart', 'likely'],
  ['chekout', 'checkout cart', 'checkout', 'perhaps'],
  ['orders-db', 'orders mail', 'orders', 'perhaps'],
  ['cart', 'shop/cart bank/cart', 'bank/cart', 'perhaps'],
]
test.each(table)('%s among “%s” is %s: %s', (name, services, service, confidence) => {
  expect(best(node(name), services)).toMatchObject({ service, confidence })
})

test.each([
  ['cart', 'ledger mail'],
  ['database', 'acme-mail'],
  ['orders-db', 'cart-db mail'],
  ['', 'mail'],
  ['!!!', 'mail ???'],
  ['acme-fleet', 'acme-cart acme-mail acme-pay acme-search'],
])('%s resembles none of “%s”', (name, services) => {
  expect(best(node(name), services)).toBeUndefined()
})

test('the namespace decides between services of one name', () => {
  const found = best(node('cart', { namespace: 'bank' }), 'shop/cart bank/cart')
  expect(found).toMatchObject({ service: 'bank/cart', confidence: 'likely' })
  expect(best(node('cart', { namespace: 'bank' }), 'shop/cart')).toMatchObject({ confidence: 'perhaps' })
})

test('a label says which service a node is when its name does not', () => {
  const labels = { app: 'billing' }
  expect(best(node('Where invoices are made', { labels }), 'billing mail')).toMatchObject({
    service: 'billing',
    confidence: 'likely',
    because: 'the same name, by the label app',
  })
})

test('names that a file gives beside the label count first', () => {
  expect(best(node('The cart', { services: ['shop/cart'] }), 'cart shop/cart')).toMatchObject({
    service: 'shop/cart',
    confidence: 'exact',
  })
})

test('groups stand for no service', () => {
  expect(best(node('cart', { kind: 'group' }), 'cart')).toBeUndefined()
})

test('the others that fit come after the best', () => {
  const [found] = [...proposeBindings([node('cart')], known('cart cart-service cart-worker')).values()]
  expect(found?.map(({ service, confidence }) => [service, confidence])).toEqual([
    ['cart', 'exact'],
    ['cart-service', 'likely'],
    ['cart-worker', 'perhaps'],
  ])
})

test('of two thousand nodes and ten thousand services of like names every node finds its own', () => {
  const nodes = Array.from({ length: 2_000 }, (_, at) => node(`Team ${at % 40} worker ${at}`, { id: `n${at}` }))
  const services = Array.from({ length: 10_000 }, (_, at) => ({ service: `team-${at % 40}-worker-${at}-service` }))
  const found = proposeBindings(nodes, services)
  expect(nodes.filter(({ id }, at) => found.get(id)?.[0]?.service !== services[at]?.service)).toEqual([])
})
