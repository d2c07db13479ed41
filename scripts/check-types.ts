// Checks the types of every workspace: node scripts/check-types.ts
import { types } from './checks/types.ts'

const { passed, failed, details } = await types.run()
if (details !== '') console.error(details.trimEnd())
console.log(`types: ${passed} projects passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
