// Draws the same map with our renderer, with the bare picture and with React Flow, and prints the ratios.
// node bench/map/run.ts [--services 1000,10000] [--without-flow]
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { build, preview } from 'vite'
import { measure } from './measure.ts'
import type { Measured } from './measure.ts'
import { printRatios } from './print-ratios.ts'

const { values } = parseArgs({
  options: {
    services: { type: 'string', default: '1000,10000' },
    'without-flow': { type: 'boolean', default: false },
    chromium: { type: 'string', default: process.env['STATUSGRAPH_CHROMIUM'] ?? '/usr/bin/chromium' },
  },
})
const configFile = `${import.meta.dirname}/vite.config.ts`
await build({ configFile, logLevel: 'warn' })
const server = await preview({ configFile, preview: { host: '127.0.0.1', port: 0, strictPort: false } })
const base = server.resolvedUrls?.local[0] ?? ''
const browser: Browser = await chromium.launch({
  executablePath: values.chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
try {
  for (const services of values.services.split(',').map(Number)) {
    const results = new Map<string, Measured>()
    for (const name of values['without-flow'] ? ['bare', 'ours'] : ['bare', 'ours', 'flow']) {
      results.set(name, await measure(browser, `${base}pages/${name}.html?n=${services}`))
      console.log(`${services} services, ${name} done`)
    }
    printRatios(services, results)
  }
} finally {
  await browser.close()
  await server.close()
}
