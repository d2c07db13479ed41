// Draws the same map with our renderer, with the bare picture and with React Flow, and prints the ratios.
// node bench/map/run.ts [--services 1000,10000] [--without-flow]
import { mkdir, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { build, preview } from 'vite'
import { syntheticGraph } from './pages/synthetic.ts'
import { measure, measurePaints } from './measure.ts'
import type { MeasuredPage } from './print-ratios.ts'
import { printRatios } from './print-ratios.ts'

const { values } = parseArgs({
  options: {
    services: { type: 'string', default: '1000,10000' },
    'without-flow': { type: 'boolean', default: false },
    chromium: { type: 'string', default: process.env['STATUSGRAPH_CHROMIUM'] ?? '/usr/bin/chromium' },
  },
})
const configFile = `${import.meta.dirname}/vite.config.ts`
const counts = values.services.split(',').map(Number)
await build({ configFile, logLevel: 'warn' })
await mkdir(`${import.meta.dirname}/dist/maps`, { recursive: true })
for (const services of counts)
  await writeFile(`${import.meta.dirname}/dist/maps/${services}.json`, JSON.stringify(syntheticGraph(services)))
const server = await preview({ configFile, preview: { host: '127.0.0.1', port: 0, strictPort: false } })
const base = server.resolvedUrls?.local[0] ?? ''
const browser: Browser = await chromium.launch({
  executablePath: values.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
try {
  for (const services of counts) {
    const pages = {
      bare: 'bare.html?',
      ours: 'ours.html?',
      'ours with traffic': 'ours.html?traffic&',
      flow: 'flow.html?',
    }
    const urls = new Map(
      Object.entries(pages).flatMap(([name, page]) =>
        name === 'flow' && values['without-flow'] ? [] : [[name, `${base}pages/${page}n=${services}`] as const],
      ),
    )
    const paints = await measurePaints(browser, urls)
    const results = new Map<string, MeasuredPage>()
    for (const [name, url] of urls) {
      results.set(name, { firstPaint: paints.get(name) ?? NaN, ...(await measure(browser, url)) })
      console.log(`${services} services, ${name} done`)
    }
    printRatios(services, results)
    console.log(`load of the machine in the last minute: ${loadavg()[0]?.toFixed(1)}`)
  }
} finally {
  await browser.close()
  await server.close()
}
