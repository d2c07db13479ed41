import { expect, test } from 'vitest'
import { templates } from './templates.ts'

/** A little more than the widest and highest card of a template. */
const card = { width: 248, height: 88 }

test.each(templates.map((template) => [template.title, template] as const))(
  '%s is a drawing in which every node has a place of its own and is joined to another',
  (_title, { graph }) => {
    const nodes = graph.nodes.filter(({ kind }) => kind !== 'group')
    expect(nodes.length).toBeGreaterThan(12)
    const joined = new Set(graph.edges.flatMap(({ source, target }) => [source, target]))
    for (const [index, { id, position }] of nodes.entries()) {
      expect(joined).toContain(id)
      if (position === undefined) throw new Error(`${id} has no place`)
      expect([Math.abs(position.x % 8), Math.abs(position.y % 8)]).toEqual([0, 0])
      for (const { id: other, position: place } of nodes.slice(0, index)) {
        const isApart =
          place === undefined ||
          Math.abs(place.x - position.x) >= card.width ||
          Math.abs(place.y - position.y) >= card.height
        expect({ id, other, isApart }).toMatchObject({ isApart: true })
      }
    }
  },
)
