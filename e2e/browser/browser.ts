import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { findTool } from '../../scripts/tools/find-tool.ts'

export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const

/**
 * Starts the Chromium of this machine without a window and without any traffic of its own.
 *
 * @example
 * const browser = await openBrowser()
 * const page = await browser.newPage()
 * await browser.close()
 */
export async function openBrowser(): Promise<Browser> {
  const { path, env } = await findBrowser()
  return chromium.launch({ executablePath: path, headless: true, env, args: [...browserArguments] })
}

/** Where the Chromium of this machine is, and the environment that it wants. */
export async function findBrowser(): Promise<{ readonly path: string; readonly env: Record<string, string> }> {
  const { path, env } = await findTool('chromium')
  return { path, env: { ...withoutHoles(process.env), ...env } }
}

function withoutHoles(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
