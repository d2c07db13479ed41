import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { BrowserContext } from 'playwright-core'
import { browserArguments, findBrowser } from './browser.ts'

/** A browser with a profile on disk, as people have one: it can be killed and started again. */
export interface Profile {
  readonly start: () => Promise<BrowserContext>
  /** Ends all of its processes as a power cut would. */
  readonly kill: () => Promise<void>
  readonly remove: () => Promise<void>
}

/** How long a browser may take to say where it listens. */
const startMs = 30_000

/** Makes an empty profile. */
export async function makeProfile(): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'statusgraph-profile-'))
  const portFile = join(folder, 'DevToolsActivePort')
  let kill = async (): Promise<void> => undefined
  return {
    async start() {
      const { path, env } = await findBrowser()
      await rm(portFile, { force: true })
      const child = spawn(
        path,
        [...browserArguments, '--headless', '--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank'],
        // A group of its own, so that nothing of it stays.
        { env, stdio: 'ignore', detached: true },
      )
      const { pid } = child
      const ended = new Promise<void>((resolve) => {
        child.once('exit', () => resolve())
      })
      kill = async () => {
        if (child.exitCode === null && child.signalCode === null && pid !== undefined) process.kill(-pid, 'SIGKILL')
        await ended
      }
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await readPort(portFile)}`)
      const [context] = browser.contexts()
      if (context === undefined) throw new Error('the browser has no window')
      return context
    },
    kill: () => kill(),
    async remove() {
      await kill()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function readPort(file: string): Promise<number> {
  const untilMs = Date.now() + startMs
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '')
    const port = Number(text.split('\n')[0])
    if (port > 0) return port
    if (Date.now() > untilMs) throw new Error('the browser does not say where it listens')
    await new Promise((resolve) => {
      setTimeout(resolve, 20)
    })
  }
}
