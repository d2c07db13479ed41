import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startCommand } from '../testing/process.ts'

const stage = { id: '5f4f0d3a-7c0e-4d0c-9a53-1f1f5a0c0001', name: 'shop', nodes: [], edges: [] }

// Root reads every folder.
test.skipIf(process.getuid?.() === 0)('the lost+found of a disk is named, and hides no graph', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'statusgraph-migrate-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  const closed = join(cwd, 'old', 'lost+found')
  mkdirSync(closed, { recursive: true })
  chmodSync(closed, 0)
  onTestFinished(() => chmodSync(closed, 0o700))
  writeFileSync(join(cwd, 'old', 'shop'), JSON.stringify(stage))
  const { code, stdout, stderr } = await startCommand(['migrate', 'old'], { cwd }).ended
  expect(stdout).toContain('taken over from shop')
  expect(stderr).toContain('skipped lost+found: permission denied')
  expect(code).toBe(3)
})
