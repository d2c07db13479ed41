import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { relocate } from './relocate.ts'

test('a program that was built for one folder finds its files in the folder it is started in', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'statusgraph-relocate-'))
  try {
    const program = join(folder, 'program')
    await writeFile(program, '#!/bin/sh\ncat /usr/share/nowhere/a.txt /usr/share/nowhere/b.txt\n')
    await chmod(program, 0o755)
    await writeFile(join(folder, 'a.txt'), 'one ')
    await writeFile(join(folder, 'b.txt'), 'two')
    await relocate(program, '/usr/share/nowhere')
    expect(execFileSync(program, { cwd: folder, encoding: 'utf8' })).toBe('one two')
  } finally {
    await rm(folder, { recursive: true })
  }
})
