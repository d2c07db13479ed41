import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { command, startCommand } from './testing/process.ts'
import type { Started } from './testing/process.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'statusgraph-output-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const textOf = async (url: string): Promise<string> => await (await fetch(url)).text()

/** Runs a line of shell in which `"$0"` is the command. */
function runShell(line: string): Started {
  return startCommand(['-c', line, command], { cwd: folder, file: '/bin/sh' })
}

test.each([
  ['a full disk', ':', '/dev/full'],
  ['a pipe whose reader has gone', 'mkfifo pipe; true <pipe &', 'pipe'],
])('a log on %s does not end the server', async (_, before, log) => {
  // Nothing listens there, so that there is something to log.
  writeFileSync(join(folder, 'c.yml'), 'upstream: {alertmanager: {url: "http://127.0.0.1:1", interval: 100ms}}\n')
  const server = runShell(`${before}\nexec "$0" serve --config c.yml --listen 127.0.0.1:0 2>${log}`)
  const [, url = ''] = /(http:\S+)\n/.exec(await server.saw('\n')) ?? []
  await expect.poll(async () => await textOf(`${url}/api/v1/upstreams`), { timeout: 60_000 }).toContain('refused')
  server.signal('SIGTERM')
  expect((await server.ended).code).toBe(0)
})

test('what cannot be written is an error, and no stack trace', async () => {
  const { code, stderr } = await runShell('"$0" --version >/dev/full').ended
  expect(stderr).toMatch(/^error: the output cannot be written: ENOSPC[^\n]*\n$/)
  expect(code).toBe(1)
})

test('a reader that stops early is no failure', async () => {
  const { code, stderr } = await runShell('set -e; "$0" completion bash | true').ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})
