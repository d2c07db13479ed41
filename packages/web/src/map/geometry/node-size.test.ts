import { nodeKinds, parseGraphDocument } from '@statusgraph/model'
import type { GraphNode } from '@statusgraph/model'
import { describe, expect, test } from 'vitest'
import { detailOf, outlineOf } from '@statusgraph/picture'
import { card, chipsOf, hasRoomForMetric, linesOfShape, portYOf, sizeNode } from './node-size.ts'
import { breakName, fitText, measureText } from './text-width.ts'

function node(fields: object): GraphNode {
  const parsed = parseGraphDocument({ version: 1, id: 'g', nodes: [{ id: 'a', ...fields }] })
  const first = parsed.ok ? parsed.graph.nodes[0] : undefined
  if (first === undefined) throw new Error('not a node')
  return first
}

describe('the size of a card', () => {
  test('grows with its ports and labels, and has no row for what is not there', () => {
    const bare = sizeNode(node({}))
    const withPort = sizeNode(node({ ports: [{ id: 'p' }] }))
    const withLabel = sizeNode(node({ labels: { app: 'x' } }))
    expect(bare.height).toBe(card.headerPx)
    expect(withPort.height).toBeGreaterThan(bare.height)
    expect(withLabel.height).toBeGreaterThan(bare.height)
    expect(sizeNode(node({ ports: [], labels: {} })).height).toBe(bare.height)
  })

  test('has a limit, however long the name', () => {
    expect(sizeNode(node({ name: 'x'.repeat(400) })).width).toBeLessThanOrEqual(card.maxWidthPx)
  })

  test('is what the document says, unless rows would be cut off', () => {
    const ports = Array.from({ length: 5 }, (_, at) => ({ id: `p${at}` }))
    expect(sizeNode(node({ size: { width: 300, height: 211 } }))).toEqual({ width: 300, height: 211 })
    expect(sizeNode(node({ size: { width: 300, height: 60 }, ports })).height).toBeGreaterThan(150)
  })

  test('counts the labels that have no room', () => {
    const labels = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`k${at}`, 'v']))
    const chips = chipsOf(node({ labels }))
    expect(chips).toHaveLength(card.maxChips)
    expect(chips.at(-1)).toBe('+4')
  })
})

test('a port lies within its card, and an unknown one nowhere', () => {
  const one = node({ ports: [{ id: 'a' }, { id: 'b' }] })
  const { height } = sizeNode(one)
  expect(portYOf(one, 'b', height)).toBeLessThan(height)
  expect(portYOf(one, 'nope', height)).toBeUndefined()
  expect(portYOf(one, null, height)).toBeUndefined()
})

test.each(nodeKinds)('the outline of a %s is closed and has no broken numbers', (kind) => {
  for (const grow of [0, 5]) {
    const path = outlineOf(kind, 180, 64, grow)
    expect(path).toMatch(/^M.*Z$/)
    expect(path + detailOf(kind, 180, 64)).not.toMatch(/NaN|undefined|Infinity/)
  }
})

describe('text', () => {
  test('is cut where it ends to fit, with an ellipsis', () => {
    expect(fitText('checkout', 15, 600, 500)).toBe('checkout')
    const cut = fitText('checkout-service', 15, 600, 60)
    expect(cut.endsWith('…')).toBe(true)
    expect(measureText(cut, 15, 600)).toBeLessThanOrEqual(60)
    expect(fitText('checkout', 15, 600, 2)).toBe('')
  })

  test('is as wide as its letters', () => {
    expect(measureText('iii', 15, 400)).toBeLessThan(measureText('mmm', 15, 400))
    expect(measureText('支払い', 10, 400)).toBe(30)
  })

  test('of a shape stays inside it, also where a name has no place to break', () => {
    for (const kind of ['hexagon', 'diamond'] as const) {
      const long = node({ name: 'W'.repeat(60), kind })
      const { width } = sizeNode(long)
      for (const line of linesOfShape(long, width)) expect(measureText(line, 15, 600)).toBeLessThan(width)
      expect(linesOfShape({ name: 'checkout', kind }, width)).toEqual(['checkout'])
    }
  })

  test('of a name gets out of the way of a metric whose value is long', () => {
    const checkout = node({ name: 'checkout', kind: 'service' })
    expect(hasRoomForMetric(checkout, 224, '12/s')).toBe(true)
    expect(hasRoomForMetric(checkout, 224, '1234567890 requests/s')).toBe(false)
  })

  test('breaks a name at its words, and keeps a short ending with it', () => {
    expect(breakName('The Big one with a lot of text', 15, 600, 120)).toHaveLength(2)
    expect(breakName('checkout.svc', 15, 600, 0)).toEqual(['checkout.svc'])
  })
})
