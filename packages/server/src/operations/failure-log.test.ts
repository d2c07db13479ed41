import type { TopologyHandover } from '@statusgraph/model'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { FailureLog } from './failure-log.ts'

const secondMs = 1_000
const handoverAt = (ms: number, isGood: boolean): TopologyHandover => {
  const told = { source: 'mesh', at: { monoMs: ms, wallMs: ms }, intervalMs: secondMs }
  return isGood
    ? { kind: 'seen', ...told, sighting: { nodes: [], edges: [] }, warnings: [] }
    : { kind: 'failed', ...told, failure: { code: 'timeout', message: 'It took too long.' } }
}

test('a source that fails every other second is told of once a minute, and not each time that it is back', () => {
  const lines: string[] = []
  const app = fastify({ logger: { level: 'info', stream: { write: (line: string) => void lines.push(line) } } })
  const log = new FailureLog(app.log)
  for (let second = 0; second < 150; second++) log.noteTopology(handoverAt(second * secondMs, second % 2 === 1))
  const told = lines.map((line) => (line.includes('no good answer') ? 'failed' : 'back'))
  expect(told).toEqual(['failed', 'back', 'failed', 'back', 'failed', 'back'])
})
