import { expect, test } from 'vitest'
import { judgeSuite } from './suite.ts'

function report(numPassedTests: number, numFailedTests: number, testResults: readonly unknown[] = []): string {
  return JSON.stringify({ numPassedTests, numFailedTests, testResults })
}

test('every test of a suite counts', () => {
  expect(judgeSuite(report(3, 0), 0, 'fine')).toEqual({ passed: 3, failed: 0, details: '' })
  expect(judgeSuite(report(3, 2), 1, 'why')).toEqual({ passed: 3, failed: 2, details: 'why' })
})

test('a suite without a test has failed', () => {
  expect(judgeSuite(report(0, 0), 0, '')).toMatchObject({ failed: 1 })
})

test('a suite that ended without a report has failed', () => {
  expect(judgeSuite(undefined, 0, '')).toMatchObject({ failed: 1 })
})

test('a file that cannot be loaded is a failure', () => {
  const unloaded = { status: 'failed', assertionResults: [] }
  expect(judgeSuite(report(3, 0, [unloaded]), 1, 'cannot find')).toEqual({
    passed: 3,
    failed: 1,
    details: 'cannot find',
  })
})

test('an error beside the tests is a failure', () => {
  expect(judgeSuite(report(3, 0), 1, 'unhandled')).toEqual({ passed: 3, failed: 1, details: 'unhandled' })
})
