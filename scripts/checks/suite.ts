import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTool } from './check.ts'
import type { Check, Outcome } from './check.ts'

/** The part of Vitest's JSON report that is read. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { status: string }[] }[]
}

/** A Vitest suite: each of its tests counts. A suite without tests has failed. */
export function suite(name: string, config: string): Check {
  return {
    name,
    async run() {
      const folder = await mkdtemp(join(tmpdir(), 'statusgraph-suite-'))
      const file = join(folder, 'report.json')
      try {
        const args = ['run', `--config=${config}`, '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
        const { exitCode, output } = await runTool('vitest', args)
        const text = await readFile(file, 'utf8').catch(() => undefined)
        return judgeSuite(text, exitCode, output)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}

/** Counts a report, and whatever went wrong around the tests as one failure more. */
export function judgeSuite(reportText: string | undefined, exitCode: number, output: string): Outcome {
  if (reportText === undefined) return { passed: 0, failed: 1, details: output }
  const report: Report = JSON.parse(reportText)
  // A file that cannot even be loaded has no test to fail.
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length
  const passed = report.numPassedTests
  const failed = report.numFailedTests + unloaded
  if (passed + failed === 0) return { passed, failed: 1, details: `the suite ran no test\n${output}` }
  if (exitCode !== 0 && failed === 0) return { passed, failed: 1, details: output }
  return { passed, failed, details: failed === 0 ? '' : output }
}
