import { createClient } from '@statusgraph/protocol'
import { expect, test } from 'vitest'
import { explainFailure } from './explain-failure.ts'

test.each([
  [
    'the page of a proxy that wants a sign-in',
    () => new Response('<h1>Sign in</h1>'),
    'Something between this page and the server answered in its place, such as a page to sign in: reload to see it.',
  ],
  [
    'a gateway that finds no server',
    () => new Response('<h1>Bad gateway</h1>', { status: 502, statusText: 'Bad Gateway' }),
    'The server answered 502 Bad Gateway.',
  ],
  ['another shape than ours', () => Response.json({ graphs: 7 }), 'The server sent something this page cannot read.'],
])('%s is told in a sentence that a person would say', async (_name, answer, sentence) => {
  const failure: unknown = await createClient('', () => Promise.resolve(answer()))
    .listGraphs()
    .catch((error: unknown) => error)
  expect(explainFailure(failure)).toBe(sentence)
})
