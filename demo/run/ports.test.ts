import { expect, test } from 'vitest'
import { findFreePort } from '../stack/ports.ts'
import { choosePorts } from './ports.ts'

test('two servers that are wanted on one port are refused by name', async () => {
  const port = String(await findFreePort())
  const wanted = { STATUSGRAPH_DEMO_PORT: port, STATUSGRAPH_DEMO_PROMETHEUS_PORT: port }
  await expect(choosePorts(wanted, () => {})).rejects.toThrow(
    `port ${port} is taken; STATUSGRAPH_DEMO_PROMETHEUS_PORT gives Prometheus another one`,
  )
})
