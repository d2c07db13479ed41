// Statusgraph itself, as it runs everywhere: it polls the upstream, folds, and streams to whoever watches.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultMapping } from '@statusgraph/model'
import { createClient } from '@statusgraph/protocol'
import { loadConfig, startServer } from '@statusgraph/server'
import { answerQuestions, measureProcess } from './processes.ts'

answerQuestions(async (question) => {
  if (question.ask !== 'start') return measureProcess()
  const { connections = 0, intervalMs = 0, nodes = 0 } = question.numbers
  const plain = await loadConfig({ env: {}, flags: {}, cwd: tmpdir() })
  if (plain.config === undefined) throw new Error('a server needs no configuration')
  const server = await startServer({
    logger: { level: 'error' },
    config: {
      ...plain.config,
      upstreams: [
        {
          name: 'alertmanager',
          kind: 'alertmanager',
          urls: [question.text ?? ''],
          client: { headers: [] },
          intervalMs,
          timeoutMs: 10_000,
        },
      ],
      mapping: { ...defaultMapping, alerts: { ...defaultMapping.alerts, serviceLabels: ['service_id'] } },
      links: [],
      provisioning: [],
      icons: [],
      dataDir: mkdtempSync(join(tmpdir(), 'statusgraph-bench-')),
      server: {
        listen: { host: '127.0.0.1', port: 0 },
        basePath: '',
        trustedProxies: [],
        reloadRoute: false,
        limits: { bodyBytes: 32 * 1024 * 1024, connections, streamsPerAddress: connections },
      },
    },
  })
  const drawn = Array.from({ length: nodes }, (_, index) => ({ id: `service-${index}` }))
  await createClient(server.url).createGraph({ version: 1, id: 'bench', nodes: drawn })
  return { port: Number(new URL(server.url).port) }
})
