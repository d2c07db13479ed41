import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './check.ts'
import type { Check } from './check.ts'

const budgetBytes = 300 * 1024

/** All scripts that a viewer may ever load, compressed, against what we promise. */
export const sizeBudget: Check = {
  name: 'size of the page',
  async run() {
    const dist = join(root, 'packages/web/dist')
    if (!existsSync(dist)) return { passed: 0, failed: 1, details: 'the page was not built' }
    const sizes: { readonly file: string; readonly bytes: number }[] = []
    for await (const file of glob('**/*.js', { cwd: dist })) {
      sizes.push({ file, bytes: gzipSync(await readFile(join(dist, file)), { level: 9 }).length })
    }
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
    if (sizes.length > 0 && total <= budgetBytes) return { passed: 1, failed: 0, details: '' }
    const list = sizes.map(({ file, bytes }) => `${bytes}  ${file}`).join('\n')
    return { passed: 0, failed: 1, details: `${total} bytes of at most ${budgetBytes}\n${list}` }
  },
}
