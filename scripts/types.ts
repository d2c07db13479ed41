// Checks the types of every workspace, each with the libraries its place allows: packages/model sees neither node nor DOM.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'

const projects = globSync(['packages/*/tsconfig.json', '{demo,e2e,bench,scripts}/tsconfig.json']).toSorted()
if (projects.length < 10) throw new Error(`found only ${projects.length} projects to check`)
if (!existsSync('node_modules/.bin/tsc')) throw new Error('run npm ci first')
let failed = 0
for (const project of projects) {
  const { status } = spawnSync('node_modules/.bin/tsc', ['-p', project], { stdio: 'inherit' })
  if (status !== 0) failed++
}
console.log(`types: ${projects.length} projects, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
