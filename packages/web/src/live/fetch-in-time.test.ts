import { createClient } from '@statusgraph/protocol'
import { afterEach, expect, test, vi } from 'vitest'
import { explainFailure } from './explain-failure.ts'
import { fetchInTime } from './fetch-in-time.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('an answer that begins and never ends is given up, and said to be late', async () => {
  const time = new AbortController()
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(time.signal)
  vi.stubGlobal('fetch', async (_url: string, { signal }: RequestInit) => {
    const body = new ReadableStream({
      start: (controller) => signal?.addEventListener('abort', () => controller.error(signal.reason)),
    })
    return new Response(body)
  })
  const answer = createClient('', fetchInTime).listGraphs(new AbortController().signal)
  time.abort(new DOMException('The time is up.', 'TimeoutError'))
  const failure: unknown = await answer.catch((error: unknown) => error)
  expect(explainFailure(failure)).toBe('The server did not answer in time.')
})

test('whoever wants no answer any more ends the request at once', async () => {
  const unwanted = AbortSignal.abort(new Error('nobody waits'))
  await expect(fetchInTime('http://127.0.0.1:1/', { signal: unwanted })).rejects.toThrow('nobody waits')
})
