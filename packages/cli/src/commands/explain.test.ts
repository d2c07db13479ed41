import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startCommand } from '../testing/process.ts'
import type { Ended } from '../testing/process.ts'

function scratchFolder(): string {
  const cwd = mkdtempSync(join(tmpdir(), 'statusgraph-explain-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  return cwd
}

const explain = async (cwd: string, node: string, server: string): Promise<Ended> =>
  await startCommand(['explain', 'shop', node, '--server', server], { cwd }).ended

test('names that several nodes have are told apart, and no name paints the terminal', async () => {
  const cwd = scratchFolder()
  const server = startCommand(['serve', '--listen', '127.0.0.1:0'], { cwd })
  onTestFinished(async () => {
    server.signal('SIGKILL')
    await server.ended
  })
  const [, url = ''] = /(http:\S+)\n/.exec(await server.saw('\n')) ?? []
  const nodes = [
    { id: 'a', name: 'cart' },
    { id: 'b', name: 'cart' },
    { id: 'c', name: 'x is \u001B[32mok\u001B[0m\nno' },
  ]
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ version: 1, id: 'shop', nodes })
  expect((await fetch(`${url}/api/v1/graphs`, { method: 'POST', headers, body })).status).toBe(201)

  const byName = await explain(cwd, 'cart', url)
  expect(byName.stdout).toMatch(/^cart \(a\) is unknown\.\n/)
  expect(byName.stderr).toBe('note: this is "a"; others have the same name, ask for them by id: "b"\n')
  const byId = await explain(cwd, 'b', url)
  expect(byId.stdout).toMatch(/^cart \(b\) is unknown\.\n/)
  expect(byId.stderr).toBe('')
  const painted = await explain(cwd, 'c', url)
  expect(painted.stdout).toMatch(/^x is  \[32mok \[0m no \(c\) is unknown\.\n/)
}, 60_000)

test('a server that is no Statusgraph is not said to lack a graph, and no password is repeated', async () => {
  const other = createServer((_, response) => response.writeHead(404, 'Not Found').end('<html>'))
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const address = other.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on a port')
  const cwd = scratchFolder()
  const { code, stderr } = await explain(cwd, 'cart', `http://127.0.0.1:${address.port}`)
  expect(stderr).toBe('error: the server says: The server answered 404 Not Found\n')
  expect(code).toBe(1)
  expect((await explain(cwd, 'cart', 'http://ann:hunter2@127.0.0.1:1')).stderr).not.toContain('hunter2')
}, 60_000)
