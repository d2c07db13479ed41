import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPages } from '../../scripts/docs/pages.ts'
import { findTool } from '../../scripts/tools/find-tool.ts'

test.each([
  { what: 'Prometheus configuration', kind: 'yaml prometheus', tool: 'promtool', args: ['check', 'config'] },
  { what: 'Alertmanager configuration', kind: 'yaml alertmanager', tool: 'amtool', args: ['check-config'] },
  { what: 'alerting rule', kind: 'yaml rules', tool: 'promtool', args: ['check', 'rules'] },
] as const)(
  'every $what in the documents is taken by its own checker',
  async ({ kind, tool, args }) => {
    const { path, env } = await findTool(tool)
    const blocks = readPages().flatMap((page) => page.blocks.filter((block) => block.kind === kind))
    expect(blocks).not.toEqual([])
    const folder = await mkdtemp(join(tmpdir(), 'statusgraph-docs-'))
    try {
      // The file that the examples keep their token in.
      await writeFile(join(folder, 'nudge-token'), 'token')
      for (const { page, text } of blocks) {
        await writeFile(join(folder, 'shown.yml'), text)
        const { status, stdout, stderr } = spawnSync(path, [...args, 'shown.yml'], {
          cwd: folder,
          encoding: 'utf8',
          env: { ...process.env, ...env },
        })
        expect({ page, status, said: status === 0 ? '' : stdout + stderr }).toEqual({ page, status: 0, said: '' })
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
  120_000,
)
