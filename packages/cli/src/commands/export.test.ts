import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCommand } from '../testing/process.ts'

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'statusgraph-export-'))
  const shop =
    'version: 1\nname: Shop\nnodes: [{id: web}, {id: rocket, icon: "acme:nowhere"}]\nedges: [{source: web, target: rocket}]\n'
  await writeFile(join(cwd, 'shop.yml'), shop)
})
afterAll(async () => {
  await rm(cwd, { recursive: true })
})

test('a document becomes a picture without lamps, and what is missing in it is said', { timeout: 60_000 }, async () => {
  const { code, stdout, stderr } = await startCommand(['export', 'shop.yml', '--format', 'svg'], { cwd }).ended
  expect(code).toBe(0)
  expect(stdout).toMatch(/^<svg [^]*<title>web<\/title>[^]*<\/svg>\n$/)
  // The font may hold any letters.
  expect(stdout).not.toMatch(/unknown<|\d UTC</)
  expect(stderr).toContain('Icons that are not here: acme:nowhere.')
})

test('whoever wants PNG is told where it is made', { timeout: 60_000 }, async () => {
  const { code, stderr } = await startCommand(['export', 'shop.yml', '--format', 'png'], { cwd }).ended
  expect(code).toBe(1)
  expect(stderr).toContain('PNG is made by the page')
})

test('the picture comes in the dark theme, too', { timeout: 60_000 }, async () => {
  const args = ['export', 'shop.yml', '--format', 'svg', '--theme', 'dark']
  expect((await startCommand(args, { cwd }).ended).stdout).toContain('fill="#11151b"')
})
