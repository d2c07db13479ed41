import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { findTool } from '../scripts/tools/find-tool.ts'
import type { ToolName } from '../scripts/tools/find-tool.ts'
import { exposeService, exposeTraffic } from './shop/exposition.ts'
import { services } from './shop/services.ts'
import { openShop } from './shop/shop.ts'
import { readExample } from './stack/examples.ts'

const composeSchema = z.object({
  services: z.record(z.string(), z.object({ image: z.string(), ports: z.array(z.string()).optional() })),
  volumes: z.record(z.string(), z.object({ name: z.string() })),
})

async function run(tool: ToolName, args: readonly string[], input = ''): Promise<string> {
  const { path, env } = await findTool(tool)
  const running = promisify(execFile)(path, args, { cwd: import.meta.dirname, env: { ...process.env, ...env } })
  running.child.stdin?.end(input)
  const { stdout, stderr } = await running
  return stdout + stderr
}

test('Prometheus finds its example configuration and the rules good', async () => {
  expect(await run('promtool', ['check', 'config', 'prometheus/prometheus.yml'])).toContain('9 rules found')
})

test('Alertmanager finds its example configuration good', async () => {
  expect(await run('amtool', ['check-config', 'alertmanager/alertmanager.yml'])).toContain('SUCCESS')
})

test('Statusgraph finds its example configuration good', async () => {
  const command = join(import.meta.dirname, '../bin/statusgraph')
  await expect(
    promisify(execFile)(command, ['check', 'demo/statusgraph.yaml', 'demo/graph'], {
      cwd: join(import.meta.dirname, '..'),
    }),
  ).resolves.toBeDefined()
})

test('Prometheus can read what every service exposes', async () => {
  const shop = openShop(0)
  shop.advance(5_000)
  for (const { name } of services) {
    // It says nothing when it has nothing to find fault with.
    expect(await run('promtool', ['check', 'metrics'], exposeService(shop, name)), name).toBe('')
  }
})

test('Prometheus can read what the traces became', async () => {
  const shop = openShop(0)
  shop.advance(5_000)
  expect(await run('promtool', ['check', 'metrics'], exposeTraffic(shop))).toBe('')
})

test('an example takes other addresses, several of them as a list', async () => {
  const config = await readExample('prometheus/prometheus.yml', { 8000: [], 9093: ['127.0.0.1:1', '127.0.0.1:2'] })
  expect(config).toContain(`targets: ['127.0.0.1:1', '127.0.0.1:2']`)
  expect(config).toContain('targets: []')
  expect(config).toContain('http://127.0.0.1:9095/targets')
})

test('the compose file starts what the demo starts, and is open to this machine only', async () => {
  const compose: unknown = parse(await readFile(join(import.meta.dirname, 'compose.yaml'), 'utf8'))
  // Strict, because the docker-compose of Debian 12 refuses a file that names its project.
  const { services } = composeSchema.strict().parse(compose)
  expect(Object.keys(services)).toEqual(expect.arrayContaining(['shop', 'prometheus', 'alertmanager', 'statusgraph']))
  const ports = Object.values(services).flatMap(({ ports = [] }) => ports)
  expect(ports).toHaveLength(3)
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
})
