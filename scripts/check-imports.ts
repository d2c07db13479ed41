// Holds every import of the project against the import table: node scripts/check-imports.ts
import { join } from 'node:path'
import { checkImports } from './imports/check-imports.ts'

// Far below what there is; a parser that fails silently finds far less.
const fewestModules = 150

const { modules, violations } = await checkImports(join(import.meta.dirname, '..'))
for (const violation of violations) console.error(violation)
if (modules < fewestModules) console.error(`only ${modules} files were read; there must be at least ${fewestModules}`)
console.log(`imports: ${modules} files, ${violations.length} violations`)
process.exitCode = violations.length === 0 && modules >= fewestModules ? 0 : 1
