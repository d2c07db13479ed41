import { describe, expect, test } from 'vitest'
import { merge, say, settle, shop } from '../testing/shop.ts'
import type { Edit } from '../testing/shop.ts'
import type { TopologyRules } from '../graph/document.ts'
import { applyDifference } from './apply.ts'
import { diffGraphs, invertDifference } from './difference.ts'
import { updateFields } from './operations/fields.ts'

const rule =
  (rules: TopologyRules | undefined): Edit =>
  (graph) =>
    updateFields(graph, { rules })

describe('rules of discovery that two people change at once', () => {
  test('are all there when they are about different things', () => {
    const { graph, conflicts } = merge(
      rule({ ignore: [{ node: 'kube-system/*' }], kinds: { pg: 'database' } }),
      rule({ ignore: [{ node: 'probe' }], aliases: [{ from: 'a', to: 'b' }], pins: { pg: { x: 1, y: 2 } } }),
    )
    expect(conflicts).toEqual([])
    expect(graph.rules).toEqual({
      ignore: [{ node: 'probe' }, { node: 'kube-system/*' }],
      aliases: [{ from: 'a', to: 'b' }],
      kinds: { pg: 'database' },
      pins: { pg: { x: 1, y: 2 } },
    })
  })

  test.each<[string, TopologyRules, TopologyRules]>([
    ['graph rules.kinds.pg', { kinds: { pg: 'database', a: 'queue' } }, { kinds: { pg: 'cache' } }],
    ['graph rules.pins.shop/a.b', { pins: { 'shop/a.b': { x: 1, y: 1 } } }, { pins: { 'shop/a.b': { x: 2, y: 2 } } }],
    ['graph rules.sources', { sources: ['traces'] }, { sources: ['ci'] }],
  ])('and fall out over are decided one by one: %s', (name, mine, theirs) => {
    const merged = merge(rule(mine), rule(theirs))
    expect(merged.conflicts.map(say)).toEqual([name])
    expect(merged.graph.rules).toEqual({ ...theirs, ...mine })
    expect(settle(merged, 'mine').rules).toEqual({ ...theirs, ...mine })
    expect(settle(merged, 'theirs').rules).toEqual('kinds' in theirs ? { kinds: { pg: 'cache', a: 'queue' } } : theirs)
  })

  test('and the mode are no matter of both', () => {
    const { graph, conflicts } = merge(rule({ sources: ['ci'] }), (g) => updateFields(g, { dynamic: 'auto' }))
    expect(conflicts).toEqual([])
    expect(graph).toMatchObject({ dynamic: 'auto', rules: { sources: ['ci'] } })
  })

  test('lose what I take back and keep what others added since', () => {
    const mine = rule({ ignore: [{ node: 'a' }], kinds: { pg: 'database' } })(shop)
    const later = rule({ ignore: [{ node: 'a' }, { node: 'b' }], kinds: { pg: 'database', mq: 'queue' } })(mine)
    const undone = applyDifference(later, invertDifference(diffGraphs(shop, mine)))
    expect(undone.rules).toEqual({ ignore: [{ node: 'b' }], kinds: { mq: 'queue' } })
    expect(applyDifference(mine, invertDifference(diffGraphs(shop, mine)))).toStrictEqual(shop)
  })
})
