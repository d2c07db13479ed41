import { parseGraphDocument } from '@statusgraph/model'
import { expect, test } from 'vitest'
import { templates } from '../templates/templates.ts'
import { buildDocument } from './start.ts'
import type { Start } from './start.ts'

const services = ['shop/cart', 'shop/checkout', 'Cart', 'bank/ledger', ' ', 'x'.repeat(400)]
const starts: readonly Start[] = [
  { kind: 'empty' },
  { kind: 'discover' },
  ...templates.map(({ graph }) => ({ kind: 'template', graph }) as const),
  ...(['prefix', 'namespace', 'none'] as const).map(
    (groupBy) => ({ kind: 'services', groupBy, chosen: services.map((service) => ({ service })) }) as const,
  ),
]

test.each(starts.map((start) => [start.kind, start] as const))(
  'a graph begun with %s is a good one',
  async (_, start) => {
    const built = await buildDocument(start, 'Mine')
    const parsed = parseGraphDocument(built.ok ? JSON.parse(JSON.stringify(built.document)) : undefined, 'mine')
    expect(parsed).toMatchObject({ ok: true, graph: { id: 'mine', name: 'Mine' } })
  },
)
