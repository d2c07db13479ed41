import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from './load-config.ts'

const folder = join(import.meta.dirname, 'testdata')
const names = readdirSync(folder)
const env = { PROM_URL: 'http://prometheus:9090', USER_NAME: 'viewer', PROM_URLS: '', TOKENS: 'x' }

/** The diagnostics as the golden files hold them; where the checkout lies is no part of it. */
async function diagnose(path: string): Promise<string> {
  const { diagnostics } = await loadConfig({ path, env, flags: {}, cwd: folder })
  return diagnostics
    .map(({ severity, line, column, message, hint }) => {
      const text = severity === 'warning' ? `warning: ${message}` : message
      return `${line}:${column}: ${text}${hint === undefined ? '' : `, ${hint}`}\n`
    })
    .join('')
    .replaceAll(folder, '.')
}

test.each(names.filter((name) => name.endsWith('.good.yml')))('%s is a good configuration', async (name) => {
  expect(await diagnose(name)).toBe('')
})

// After changing a message on purpose: UPDATE_GOLDEN=1 npx vitest run packages/server/src/config/testdata.test.ts
test.each(names.filter((name) => name.endsWith('.bad.yml')))(
  'every fault of %s is named at its place',
  async (name) => {
    const golden = join(folder, name.replace(/\.yml$/, '.txt'))
    const found = await diagnose(name)
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, found)
    expect(found).toMatch(/^\d+:\d+: (?!warning)/m)
    expect(found).not.toContain('hunter2')
    expect(found).toBe(existsSync(golden) ? readFileSync(golden, 'utf8') : '')
  },
)

test('there are many ways to be wrong', () => {
  expect(names.filter((name) => name.endsWith('.bad.yml')).length).toBeGreaterThanOrEqual(60)
})
