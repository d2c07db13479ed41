import { expect, test } from 'vitest'
import { graphPath, readRoute } from './paths.ts'

test.each([
  ['/', { page: 'graphs' }],
  ['/graphs', { page: 'graphs' }],
  ['/graphs/shop', { page: 'graph', graph: 'shop' }],
  ['/graphs/shop/', { page: 'graph', graph: 'shop' }],
  ['/graphs/%E0%A4%A', { page: 'graph', graph: '%E0%A4%A' }],
  ['/alerts', { page: 'alerts' }],
  ['/services', { page: 'services' }],
  ['/upstreams', { page: 'upstreams' }],
  ['/nowhere', { page: 'missing', path: '/nowhere' }],
  ['/graphs/shop/edit', { page: 'missing', path: '/graphs/shop/edit' }],
])('%s is a page', (path, route) => {
  expect(readRoute(path)).toEqual(route)
})

test('a node of any name can be linked to', () => {
  expect(graphPath('shop', 'a b&c')).toBe('/graphs/shop?node=a%20b%26c')
})
