import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../../scripts/tools/run-command.ts'
import { findTool } from '../../scripts/tools/find-tool.ts'
import { exposeService } from '../shop/exposition.ts'
import { services } from '../shop/services.ts'
import { openShop } from '../shop/shop.ts'

const stepMs = 5_000

/**
 * Gives a Prometheus that was not started yet what it would have scraped from the shop since it opened, so that the
 * charts of the demo have a past. A shop is the same whoever watches it, so the past fits to what is scraped next.
 */
export async function writeHistory(seriesFolder: string, openedAtMs: number, untilMs: number): Promise<void> {
  const shop = openShop(openedAtMs)
  const lines: string[] = []
  for (let atMs = openedAtMs + stepMs; atMs < untilMs; atMs += stepMs) {
    shop.advance(atMs)
    for (const { name } of services) {
      const target = `service_id="${name}",instance="${name}",job="shop"`
      for (const line of (exposeService(shop, name) ?? '').split('\n')) {
        const sample = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line)
        if (sample === null) continue
        const [, metric, labels, value] = sample
        lines.push(`${metric}{${labels === undefined ? '' : `${labels},`}${target}} ${value} ${atMs / 1_000}`)
      }
    }
  }
  const file = join(seriesFolder, '..', 'history.txt')
  await writeFile(file, `${lines.join('\n')}\n# EOF\n`)
  const promtool = await findTool('promtool')
  await runCommand(promtool.path, ['tsdb', 'create-blocks-from', 'openmetrics', file, seriesFolder])
  await rm(file)
}
