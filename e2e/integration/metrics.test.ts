import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { startStack } from '../../demo/stack.ts'
import { drawShop } from '../../demo/run/graph.ts'
import { findTool } from '../../scripts/tools/find-tool.ts'
import { watch } from './watcher.ts'

test('promtool finds nothing wrong with the metrics of a server at work', async () => {
  const stack = await startStack({ interval: '1s' })
  try {
    await drawShop(stack.statusgraph.url)
    const watcher = watch(stack.statusgraph.url, 'shop')
    await watcher.waitFor('cart-db', 'ok')
    await watcher.stop()
    const response = await fetch(`${stack.statusgraph.url}/metrics`)
    const input = await response.text()
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    expect(input).toMatch(/^statusgraph_upstream_up\{upstream="prometheus"\} 1$/m)
    expect(input).toMatch(/^statusgraph_node_status\{graph="shop",lamp="ok"\} [1-9]/m)
    const promtool = await findTool('promtool')
    const { status, stdout, stderr } = spawnSync(promtool.path, ['check', 'metrics'], {
      input,
      encoding: 'utf8',
      env: { ...process.env, ...promtool.env },
    })
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' })
  } finally {
    await stack.stop()
  }
}, 180_000)
