import { expect, test } from 'vitest'
import { findHosts, mayNameHost } from './find-hosts.ts'

test.each([
  ['http://cart:8080/items?x=1', ['cart']],
  ['postgres://user:word@orders-db:5432/orders', ['orders-db']],
  ['jdbc:mysql://db.shop.svc.cluster.local:3306/x', ['db.shop.svc.cluster.local']],
  ['user:word@tcp(db:3306)/x', ['tcp', 'db']],
  ['a:1,b:2;c:3', ['a', 'b', 'c']],
  ['--target=cart:80', ['cart']],
  ['redis', ['redis']],
  ['books/list', []],
  ['python app.py', ['python']],
  ['', []],
  ['http://', []],
])('%j holds what may be the hosts %j', (text, hosts) => {
  expect([...findHosts(text)]).toEqual(hosts)
})

test('a word alone in a variable for names is no host, an address is one anywhere', () => {
  expect(mayNameHost('DB_NAME', 'orders')).toBe(false)
  expect(mayNameHost('DB_HOST', 'orders')).toBe(true)
  expect(mayNameHost('KAFKA_ADVERTISED_HOST_NAME', 'kafka')).toBe(true)
  expect(mayNameHost('DB_NAME', 'orders:5432')).toBe(true)
})
