import { expect, onTestFinished, test } from 'vitest'
import { buildOtlp } from '../config/sources/otlp.ts'
import { adHocPush } from '../config/sources/push.ts'
import { startServing } from '../testing/serving.ts'

test('a source that is expected to push is up while what it said is live, and not for ever', async () => {
  let ms = 1_000
  const push = [{ ...adHocPush, declaration: { ...adHocPush.declaration, name: 'ci' } }]
  const serving = await startServing({
    sources: { polled: [], otlp: buildOtlp(undefined), push },
    options: { now: () => ({ monoMs: ms, wallMs: 1_767_225_600_000 + ms }) },
  })
  onTestFinished(() => serving.stop())
  const isUp = async (): Promise<string | undefined> =>
    /^statusgraph_topology_source_up\{source="ci"\} (\d)$/m.exec(await (await serving.ask('/metrics')).text())?.[1]
  const put = async (): Promise<void> => {
    await serving.ask('/api/v1/topology/sources/ci', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"nodes":[{"id":"cart"}]}',
    })
  }
  expect(await isUp()).toBe('0')
  await put()
  expect(await isUp()).toBe('1')
  ms += 5 * 60_000
  expect(await isUp()).toBe('1')
  ms += 1
  expect(await isUp()).toBe('0')
  await put()
  expect(await isUp()).toBe('1')
})
