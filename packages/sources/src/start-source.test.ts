import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

/** Starts one source of each kind against servers that hang and that answer, stops them, and does nothing more. */
const program = `
import { defaultMapping } from '@statusgraph/model'
import { startSource } from ${JSON.stringify(new URL('./start-source.ts', import.meta.url).href)}
import { answerAsAlertmanager, startFaultServer } from ${JSON.stringify(new URL('./testing/index.ts', import.meta.url).href)}

const server = await startFaultServer(answerAsAlertmanager({}))
server.fail('hang-before-headers', ({ path }) => !path.includes('/api/v2/'))
const { promise, resolve } = Promise.withResolvers()
const surroundings = {
  mapping: { ...defaultMapping, metrics: { serviceLabels: ['a'], queries: [] } },
  now: () => ({ monoMs: performance.now(), wallMs: Date.now() }),
  random: Math.random,
  onHandover: resolve,
}
const config = { urls: [server.url], client: { headers: [] }, intervalMs: 60_000, timeoutMs: 600_000 }
const sources = ['alertmanager', 'prometheus', 'versions'].map((kind) => startSource({ ...config, name: kind, kind }, surroundings))
await promise
await Promise.all(sources.map((source) => source.stop()))
await server.close()
console.log('stopped')
`

test('a process whose sources are stopped ends by itself: no socket, no timer is left', async () => {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    cwd: new URL('..', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 15_000,
  })
  let said = ''
  child.stdout.on('data', (chunk) => (said += String(chunk)))
  const [code, killedBy]: unknown[] = await once(child, 'close')
  expect({ said, code, killedBy }).toEqual({ said: 'stopped\n', code: 0, killedBy: null })
})
