// The demo: node demo/run.ts [--no-script] [--speed 2]. Everything listens on loopback; Ctrl-C or SIGTERM ends all of it.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findTool } from '../scripts/tools/find-tool.ts'
import { discoverShop, drawShop, waitUntilColoured, waitUntilDiscovered } from './run/graph.ts'
import { waitUntilScraped } from './run/scrapes.ts'
import { choosePorts } from './run/ports.ts'
import { describeEnding, startStack } from './stack.ts'
import type { Stack } from './stack.ts'

const root = join(import.meta.dirname, '..')
const { values } = parseArgs({
  allowNegative: true,
  options: { script: { type: 'boolean', default: true }, speed: { type: 'string', default: '1' } },
})

const ending = new AbortController()
let starting: Promise<Stack> | undefined
let isReady = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Whoever asks a second time does not want to wait.
    if (ending.signal.aborted) process.exit(1)
    ending.abort()
    void leave(0)
  })
}

try {
  await open()
} catch (error) {
  if (!ending.signal.aborted) {
    console.error(error instanceof Error ? error.message : error)
    await leave(1)
  }
}

async function open(): Promise<void> {
  const ports = await choosePorts(process.env, console.log)
  await findTool('prometheus')
  await findTool('prometheus-alertmanager')
  await buildWeb()
  ending.signal.throwIfAborted()
  starting = startStack({
    ports,
    statusgraphDir: join(root, 'data', `demo-${ports.statusgraph}`),
    script: values.script,
    speed: Number(values.speed),
    pastMs: 65 * 60_000,
    onUnexpectedEnd: (server, how, lines) => {
      console.error(
        [`${server} ${describeEnding(how)}${lines.length > 0 ? '; its last lines:' : ''}`, ...lines].join('\n  '),
      )
      // To end a server and to see what the map makes of it is what a demo is for.
      if (isReady && server !== 'statusgraph') console.error('The map goes on without it. Ctrl-C ends the demo.')
      else void leave(1)
    },
  })
  const { statusgraph, prometheus, alertmanager, shop } = await starting
  await drawShop(statusgraph.url)
  await discoverShop(statusgraph.url)
  await waitUntilScraped(prometheus.url, ending.signal)
  await waitUntilColoured(statusgraph.url, ending.signal)
  await waitUntilDiscovered(statusgraph.url, ending.signal)
  console.log(`Prometheus ${prometheus.url}, Alertmanager ${alertmanager.url}, shop ${shop.url}`)
  console.log(`ready ${statusgraph.url}`)
  isReady = true
}

/** Lets everything else go on, so that Ctrl-C is heard meanwhile. */
function buildWeb(): Promise<void> {
  const args = ['run', '--silent', 'build', '--workspace', 'packages/web']
  return new Promise((resolve, reject) => {
    execFile('npm', args, { cwd: root, signal: ending.signal }, (error, stdout, stderr) => {
      if (error === null) resolve()
      else reject(new Error(`the web page could not be built:\n${stdout}${stderr}`, { cause: error }))
    })
  })
}

async function leave(code: number): Promise<void> {
  const stack = await starting?.catch(() => undefined)
  await stack?.stop()
  process.exit(code)
}
