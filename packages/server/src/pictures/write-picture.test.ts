import { parseGraphDocument } from '@statusgraph/model'
import type { EdgeStatus, NodeStatus } from '@statusgraph/model'
import { palettes } from '@statusgraph/picture'
import { expect, test } from 'vitest'
import { writePicture } from './write-picture.ts'

const parsed = parseGraphDocument({
  version: 1,
  id: 'shop',
  nodes: [{ id: 'web' }, { id: 'db' }],
  edges: [{ id: 'e', source: 'web', target: 'db' }],
})
const ok: NodeStatus = { lamp: 'ok', overlays: [], reasons: [], metrics: [], counts: { alerts: 0 } }
const critical: EdgeStatus = { lamp: 'critical', overlays: [], reasons: [] }

function draw(edges: Readonly<Record<string, EdgeStatus>>): string {
  if (!parsed.ok) throw new Error('the graph is bad')
  const summary = { critical: 0, warning: 0, muted: 0, unknown: 0, ok: 2, stale: 0 }
  const moment = { nodes: { web: ok, db: ok }, edges, summary, at: '2026-11-22T12:00:00.000Z' }
  const parts = { icons: new Map<string, never>(), fontFace: undefined }
  return writePicture({ graph: parsed.graph, theme: 'light', parts, moment }).text
}

test('an edge that fails is red in the picture though its nodes are well', () => {
  const { main } = palettes.light.lamps.critical
  expect(draw({})).not.toContain(`stroke="${main}"`)
  expect(draw({ e: critical })).toContain(`stroke="${main}"`)
})
