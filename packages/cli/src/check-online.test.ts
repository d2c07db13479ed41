import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startCommand } from './testing/process.ts'

/** An upstream that lists no versions, and whose clock is so far ahead. */
async function startAhead(seconds: number): Promise<string> {
  const server = createServer((_, response) => {
    const date = new Date(Date.now() + seconds * 1_000).toUTCString()
    response.writeHead(200, { 'content-type': 'application/json', date }).end('[]')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

async function check(upstreamUrl: string) {
  const folder = mkdtempSync(join(tmpdir(), 'statusgraph-check-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'statusgraph.yml'), `upstream:\n  versions:\n    url: ${upstreamUrl}\n`)
  return await startCommand(['check', '--online', 'statusgraph.yml'], { cwd: folder }).ended
}

test('an upstream whose clock is far from ours is a warning of check --online', async () => {
  const { code, stdout } = await check(await startAhead(-3_725))
  expect(stdout).toMatch(
    /^statusgraph\.yml:3:10: warning: versions: its clock is 1 h 2 min behind ours, let both keep time by NTP$/m,
  )
  expect(code).toBe(3)
})

test('an upstream whose clock is some seconds off is nothing to warn of', async () => {
  const { stderr, stdout } = await check(await startAhead(20))
  expect(stderr).toContain('versions answers')
  expect(stdout).not.toContain('clock')
})
