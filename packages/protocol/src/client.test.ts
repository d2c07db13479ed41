import { expect, test } from 'vitest'
import { ApiProblem, createClient } from './client.ts'
import { problemKinds } from './problem.ts'
import { describedRoutes } from './route-descriptions.ts'

/** Answers every request the same way and remembers what was asked. */
function answering(response: () => Response): { readonly asked: string[]; readonly send: typeof fetch } {
  const asked: string[] = []
  return {
    asked,
    send: async (input) => {
      asked.push(input instanceof Request ? input.url : String(input))
      return response()
    },
  }
}

test('names of services and graphs reach the server whatever they hold', async () => {
  const { asked, send } = answering(() => new Response('{"service":"a/b?c","range":"1h","series":[],"failures":[]}'))
  const client = createClient('/statusgraph', send)
  await client.readServiceMetrics('a/b?c d', '1h')
  expect(asked).toEqual(['/statusgraph/api/v1/services/a%2Fb%3Fc%20d/metrics?range=1h'])
  expect(client.eventsUrl('shop')).toBe('/statusgraph/api/v1/graphs/shop/events')
})

test('label matchers are sent one by one', async () => {
  const { asked, send } = answering(() => new Response('[]'))
  await createClient('', send).listAlerts({ unmapped: true, filter: ['a="b&c"', 'd!=e'] })
  expect(asked).toEqual(['/api/v1/alerts?unmapped=true&filter=a%3D%22b%26c%22&filter=d!%3De'])
})

test('a refusal carries its code, and a page of some proxy its status', async () => {
  const problem = { type: 'about:blank', title: 'Stale', status: 412, code: 'graph/stale', expected: 1, current: 3 }
  const refusing = createClient('', answering(() => new Response(JSON.stringify(problem), { status: 412 })).send)
  await expect(refusing.listGraphs()).rejects.toMatchObject({ problem })
  const proxied = createClient('', answering(() => new Response('<html>', { status: 502 })).send)
  const error = await proxied.listGraphs().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ApiProblem)
  expect(error).toMatchObject({ problem: { status: 502, code: 'http/other' } })
})

test('an answer that is no such thing is refused and not believed', async () => {
  const client = createClient('', answering(() => new Response('{"nodes":{"a":{"lamp":"green"}}}')).send)
  await expect(client.readStatus('shop')).rejects.toThrow('snapshot')
})

test('every refusal that a route names has a status and a title', () => {
  for (const route of describedRoutes) {
    for (const code of route.problems) expect(problemKinds[code].status).toBeGreaterThanOrEqual(400)
  }
})
