// Statusgraph itself, with a graph that shows how what is drawn differs from what is pushed.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@statusgraph/protocol'
import { loadConfig, startServer } from '@statusgraph/server'
import { answerQuestions, measureProcess } from '../stream/processes.ts'

answerQuestions(async (question) => {
  if (question.ask !== 'start') return measureProcess()
  const { drawn = 0 } = question.numbers
  const cwd = mkdtempSync(join(tmpdir(), 'statusgraph-bench-'))
  const env = { STATUSGRAPH_LISTEN: '127.0.0.1:0', STATUSGRAPH_DATA_DIR: cwd }
  const { config } = await loadConfig({ env, flags: {}, cwd })
  if (config === undefined) throw new Error('a server needs no configuration')
  const server = await startServer({ config, logger: { level: 'error' } })
  const nodes = Array.from({ length: drawn }, (_, index) => ({ id: `ns${index % 20}/service-${index}` }))
  await createClient(server.url).createGraph({ version: 1, id: 'bench', dynamic: 'overlay', nodes })
  return { port: Number(new URL(server.url).port) }
})
