// Every check of the project: node scripts/test.ts. With --quick all but the integration and browser tests.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { command, root } from './checks/check.ts'
import type { Check, Outcome } from './checks/check.ts'
import { lock } from './checks/lock.ts'
import { sizeBudget } from './checks/size-budget.ts'
import { suite } from './checks/suite.ts'
import { types } from './checks/types.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })

const generateReference = 'scripts/generate-reference.ts'

/** The checks of one stage run side by side, the stages one after the other: those that wait for servers get a quiet machine. */
const stages: readonly (readonly Check[])[] = [
  [
    types,
    lock,
    command('lint', 'oxlint', '--type-aware', '--deny-warnings', '--format=unix'),
    command('format', 'oxfmt', '--check'),
    command('import rules', 'node', 'scripts/check-imports.ts'),
    command('unused code', 'knip'),
    ...(existsSync(join(root, generateReference))
      ? [command('reference documents', 'node', generateReference, '--check')]
      : []),
    command('web build', 'npm', 'run', '--silent', 'build'),
  ],
  [sizeBudget, suite('unit tests', 'vitest.config.ts')],
  ...(values.quick
    ? []
    : [
        [command('tools', 'node', 'scripts/tools/main.ts')],
        [suite('integration tests', 'e2e/vitest.integration.config.ts')],
        [suite('browser tests', 'e2e/vitest.browser.config.ts')],
      ]),
]

const outcomes: Outcome[] = []
for (const stage of stages) outcomes.push(...(await Promise.all(stage.map(perform))))
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function perform(check: Check): Promise<Outcome> {
  const beganAt = performance.now()
  const outcome = await check.run()
  const seconds = ((performance.now() - beganAt) / 1_000).toFixed(1)
  const mark = outcome.failed === 0 ? 'ok  ' : 'FAIL'
  console.log(`${mark} ${check.name}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s)`)
  if (outcome.details !== '') console.log(outcome.details.trimEnd().replaceAll(/^/gm, '     '))
  return outcome
}
