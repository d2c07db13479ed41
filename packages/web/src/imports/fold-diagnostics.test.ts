import { expect, test } from 'vitest'
import { foldDiagnostics } from './fold-diagnostics.ts'

test('what an import says many times is said once, with every line, and the gravest comes first', () => {
  const skipped = { kind: 'lost', message: 'A note was left out.' } as const
  expect(
    foldDiagnostics([
      { kind: 'note', message: 'The file has two pages.' },
      { ...skipped, line: 9, column: 3 },
      { ...skipped, line: 4, count: 5 },
      { ...skipped, count: 2 },
      { kind: 'error', message: 'An arrow was expected.', line: 1 },
    ]),
  ).toEqual([
    { kind: 'error', message: 'An arrow was expected.', count: 1, places: [{ line: 1 }] },
    { kind: 'lost', message: 'A note was left out.', count: 8, places: [{ line: 4 }, { line: 9, column: 3 }] },
    { kind: 'note', message: 'The file has two pages.', count: 1, places: [] },
  ])
})
