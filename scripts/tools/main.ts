// Makes sure that the named programs are there (all of them by default) and says where: node scripts/tools/main.ts
import { findTool, toolNames } from './find-tool.ts'

const wanted = process.argv.slice(2)
for (const name of toolNames) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`${name}: ${(await findTool(name)).path}`)
}
