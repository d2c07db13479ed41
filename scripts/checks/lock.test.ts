import { expect, test } from 'vitest'
import { findMissingParts } from './lock.ts'

test('a lock that lacks the native part of a platform is found', () => {
  const packages = {
    '': {},
    'node_modules/tool': { optionalDependencies: { '@tool/linux': '1.0.0', '@tool/mac': '1.0.0' } },
    'node_modules/@tool/linux': {},
  }
  expect(findMissingParts({ packages })).toEqual(['@tool/mac'])
  expect(findMissingParts({ packages: { ...packages, 'node_modules/tool/node_modules/@tool/mac': {} } })).toEqual([])
})
