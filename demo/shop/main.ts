// The shop as a program: node demo/shop/main.ts --port 9095 --alertmanager http://127.0.0.1:9093 [--no-script]
import { parseArgs } from 'node:util'
import { openIncidentDesk } from '../incidents/desk.ts'
import { incidents } from '../incidents/incidents.ts'
import { playScript } from '../incidents/script.ts'
import { createSilences } from '../incidents/silences.ts'
import { serveShop } from './serve.ts'
import { openShop } from './shop.ts'

const { values } = parseArgs({
  allowNegative: true,
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '9095' },
    alertmanager: { type: 'string', default: 'http://127.0.0.1:9093' },
    /** Whether incidents come by themselves; without, only by hand. */
    script: { type: 'boolean', default: true },
    speed: { type: 'string', default: '1' },
    /** Unix time in ms; before it, nothing was counted. */
    'opened-at': { type: 'string', default: String(Date.now()) },
  },
})
const speed = Number(values.speed)
if (!(speed > 0)) throw new RangeError(`--speed ${values.speed} is not a number above 0`)

const shop = openShop(Number(values['opened-at']))
const desk = openIncidentDesk(incidents, { shop, silences: createSilences(values.alertmanager, 60_000 / speed) })
const server = await serveShop({ shop, desk, port: Number(values.port), host: values.host })
console.log(`the shop is open on http://${values.host}:${server.port}`)

const closing = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    closing.abort()
    void server.stop()
  })
}

if (values.script) {
  await playScript(
    async (incident, action) => {
      console.log(`${action} ${incident}`)
      // The Alertmanager may be away for a while; the shop goes on without its silence.
      await desk.act(incident, action).catch((error: unknown) => console.error(`${action} ${incident} failed:`, error))
    },
    speed,
    closing.signal,
  )
}
