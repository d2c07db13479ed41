import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { z } from 'zod'

const source = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const answerSchema = z.object({
  result: z.object({
    value: z.object({ passed: z.number(), violations: z.array(z.string()) }),
  }),
})

/**
 * Asks axe about a page as it stands, under its own content security policy: the debugger brings the script in, so
 * nothing has to be loosened. Gives a line for each element that breaks a rule.
 */
export async function findViolations(page: Page): Promise<readonly string[]> {
  const debug = await page.context().newCDPSession(page)
  try {
    await debug.send('Runtime.evaluate', { expression: source })
    // What is still fading in has the contrast of nothing that stays.
    await page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter((animation) => Number(animation.effect?.getComputedTiming().endTime) < 2_000)
          .map((animation) => animation.finished),
      ),
    )
    const answer = await debug.send('Runtime.evaluate', {
      expression: `axe.run().then(({ passes, violations }) => ({
        passed: passes.length,
        violations: violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary)),
      }))`,
      awaitPromise: true,
      returnByValue: true,
    })
    const { passed, violations } = answerSchema.parse(answer).result.value
    if (passed < 10) throw new Error(`axe found only ${passed} rules to check, so it has not seen the page`)
    return violations
  } finally {
    await debug.detach()
  }
}
