import { presets } from '@statusgraph/sources'
import { expect, test } from 'vitest'
import { readPages } from './pages.ts'

test('the table of presets names every preset, and what each reads, is found by and needs', () => {
  const page = readPages().find(({ file }) => file.endsWith('discover-from-prometheus.md'))
  const rows = (page?.text ?? '').split('\n').filter((line) => /^\| `[a-z-]+` +\|/.test(line))
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  expect(cells).toEqual(
    presets.map(({ name, title, proof, needs }) => {
      const metrics = new Set(proof.map((selector) => `\`${selector.replace(/\{.*$/, '')}\``))
      return [`\`${name}\``, title, [...metrics].join(', '), needs]
    }),
  )
})
