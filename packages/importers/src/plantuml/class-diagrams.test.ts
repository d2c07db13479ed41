import { expect, test } from 'vitest'
import { describeDraft } from '../testing/describe-draft.ts'
import { importer } from './index.ts'

const read = (...lines: readonly string[]) => describeDraft(importer, ['@startuml', ...lines, '@enduml'].join('\n'))

test('class diagrams keep packages, inheritance and qualified links', async () => {
  const { nodes, edges, diagnostics } = await read(
    'package a {',
    '  class Order<T> extends Base implements Paid, Sent {',
    '    +total(): Money',
    '  }',
    '}',
    'package b {',
    '  class Order',
    '}',
    'class shop.cart.Item',
    'shop.cart.Item "1" *-- "n" shop.cart.Line : has >',
    'Base [id] --> [key] shop.cart.Item',
    'Base : name',
  )
  expect(nodes).toEqual([
    'group a',
    'box a > Order',
    'box a > Base',
    'box a > Paid',
    'box a > Sent',
    'group b',
    'box b > Order',
    'group shop',
    'group shop > cart',
    'box shop > cart > Item',
    'box shop > cart > Line',
  ])
  expect(edges).toEqual(['Order -> Base', 'Order -> Paid', 'Order -> Sent', 'Item -> Line: has', 'Base -> Item'])
  expect(diagnostics).toContain('lost 3: Fields and methods of classes, and what states do, are left out. (2)')
})

test('a class ends with the first brace of its own, and a star may be in its name', async () => {
  const { nodes } = await read(
    'package api {',
    '  class Cart {',
    '    total()',
    '  class Order {',
    '    sum()',
    '  }',
    '  class *-Init',
    '}',
    'class End',
  )
  expect(nodes).toEqual(['group api', 'box api > Cart', 'box api > *-Init', 'box End'])
})
