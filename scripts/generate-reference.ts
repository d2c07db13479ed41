// Writes docs/reference from the code that defines it; with --check it only says which pages are out of date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandsPage } from './reference/commands.ts'
import { configurationPage } from './reference/configuration.ts'
import { iconsPage } from './reference/icons.ts'
import { metricsPage } from './reference/metrics.ts'
import type { ReferencePage } from './reference/page.ts'
import { routesPage } from './reference/routes.ts'
import { shortcutsPage } from './reference/shortcuts.ts'

const pages: readonly ReferencePage[] = [
  configurationPage,
  commandsPage,
  routesPage,
  metricsPage,
  shortcutsPage,
  iconsPage,
]

const folder = join(import.meta.dirname, '..', 'docs', 'reference')
const isCheck = process.argv.includes('--check')
mkdirSync(folder, { recursive: true })
const outdated = pages.filter(({ file, write }) => {
  const path = join(folder, file)
  const text = `<!-- Made by scripts/generate-reference.ts: change the code, then run npm run reference. -->\n\n${write()}`
  if (readOrEmpty(path) === text) return false
  if (!isCheck) writeFileSync(path, text)
  return true
})
const names = outdated.map(({ file }) => file).join(', ')
if (isCheck && outdated.length > 0) {
  console.error(`docs/reference is out of date: ${names}. Run: npm run reference`)
  process.exitCode = 1
} else {
  console.log(`reference: ${pages.length} pages, ${outdated.length === 0 ? 'nothing changed' : `written: ${names}`}`)
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
