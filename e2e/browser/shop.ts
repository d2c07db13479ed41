import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { drawShop } from '../../demo/run/graph.ts'
import { startStack } from '../../demo/stack.ts'
import type { Stack, StackOptions } from '../../demo/stack.ts'

/** The shop with all its real servers, drawn; its rules fire at once instead of after their usual patience. */
export async function openShop(options: StackOptions = {}): Promise<Stack> {
  const stack = await startStack({ interval: '1s', ...options })
  try {
    await hasten(stack)
    await drawShop(stack.statusgraph.url)
    return stack
  } catch (error) {
    await stack.stop()
    throw error
  }
}

/** Shortens every `for:` of the rules, so that a test waits for a rule and not for its patience. */
async function hasten({ prometheus }: Stack): Promise<void> {
  const file = join(prometheus.dataDir, 'rules.yml')
  const rules = await readFile(file, 'utf8')
  await writeFile(file, rules.replaceAll(/for: \d+s/g, 'for: 1s'))
  const response = await fetch(`${prometheus.url}/-/reload`, { method: 'POST' })
  if (!response.ok) throw new Error(`Prometheus refused the rules: ${await response.text()}`)
}
