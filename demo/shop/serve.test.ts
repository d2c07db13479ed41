import { expect, test } from 'vitest'
import { openIncidentDesk } from '../incidents/desk.ts'
import { serveShop } from './serve.ts'
import { openShop } from './shop.ts'

test('trouble that is no number is refused, and the shop counts on', async () => {
  const shop = openShop(Date.now() - 60_000)
  const silences = { silence: async () => {}, expire: async () => {} }
  const server = await serveShop({ shop, desk: openIncidentDesk([], { shop, silences }), port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${server.port}`
  try {
    for (const nonsense of ['latency?ms=abc', 'latency?ms=-1', 'errors?ratio=NaN', 'errors?ratio=2']) {
      const answer = await fetch(`${url}/services/cart.svc/${nonsense}`, { method: 'POST' })
      expect([nonsense, answer.status]).toEqual([nonsense, 400])
    }
    const metrics = await (await fetch(`${url}/metrics/cart.svc`)).text()
    expect(metrics).toContain('http_requests_total{code="200"} ')
    expect(metrics).not.toContain('NaN')
  } finally {
    await server.stop()
  }
})
