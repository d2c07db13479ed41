import { ApiProblem, problemKinds } from '@statusgraph/protocol'
import type { ProblemCode } from '@statusgraph/protocol'
import { expect, test } from 'vitest'
import { judgeFailure } from './judge-failure.ts'

function answered(code: ProblemCode): ApiProblem {
  return new ApiProblem({ type: 'about:blank', code, ...problemKinds[code] })
}

function proxied(status: number): ApiProblem {
  return new ApiProblem({ type: 'about:blank', code: 'http/other', title: `The server answered ${status}`, status })
}

test.each([
  ['graph/stale', 'stale'],
  ['graph/not-found', 'refused'],
  ['graph/read-only', 'refused'],
  ['graph/invalid', 'refused'],
  ['body/too-large', 'refused'],
  ['revision/not-found', 'refused'],
  ['store/full', 'away'],
  ['store/read-only', 'away'],
  ['server/overloaded', 'away'],
  ['server/stopping', 'away'],
  ['server/failure', 'away'],
] as const)('the server’s own %s is %s', (code, kind) => {
  expect(judgeFailure(answered(code)).kind).toBe(kind)
})

test.each([401, 403, 302, 0])('a %i of something in front of the server means that one is signed out', (status) => {
  expect(judgeFailure(proxied(status))).toMatchObject({ kind: 'away', needsSignIn: true })
})

test('a save that is not answered in time may pass', () => {
  expect(judgeFailure(new DOMException('The time is up.', 'TimeoutError'))).toEqual({
    kind: 'away',
    reason: 'The server did not answer in time.',
    needsSignIn: false,
  })
})

test('a login page in the place of an answer means the same', () => {
  expect(judgeFailure(new SyntaxError('Unexpected token <'))).toMatchObject({ kind: 'away', needsSignIn: true })
})

test.each([404, 408, 429, 500, 502, 503, 504])('a %i of something in front of the server may pass', (status) => {
  expect(judgeFailure(proxied(status))).toMatchObject({ kind: 'away', needsSignIn: false })
})

test('no answer at all may pass, and so may what nobody has thought of', () => {
  expect(judgeFailure(new TypeError('Failed to fetch')).kind).toBe('away')
  expect(judgeFailure(new Error('odd')).kind).toBe('away')
})
