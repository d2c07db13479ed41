import { globSync } from 'node:fs'
import { root, runTool } from './check.ts'
import type { Check } from './check.ts'

// One that is not found would be one that is not checked.
const fewestProjects = 14

/**
 * The types of every workspace, each with the libraries that its place allows: packages/model sees neither Node nor
 * the DOM. Each counts.
 */
export const types: Check = {
  name: 'types',
  async run() {
    const projects = globSync(
      ['packages/*/tsconfig.json', 'packages/web/build/tsconfig.json', '{demo,e2e,bench,scripts}/tsconfig.json'],
      { cwd: root },
    )
    if (projects.length < fewestProjects) {
      return {
        passed: 0,
        failed: 1,
        details: `only ${projects.length} of at least ${fewestProjects} projects were found`,
      }
    }
    let passed = 0
    const faults: string[] = []
    for (const project of projects.toSorted()) {
      const { exitCode, output } = await runTool('tsc', ['-p', project])
      if (exitCode === 0) passed++
      else faults.push(output)
    }
    return { passed, failed: faults.length, details: faults.join('') }
  },
}
