import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'

/** Somebody who looks at a page, and notes whatever should not happen while they do. */
export interface Visitor {
  readonly page: Page
  /** Errors in the console, uncaught exceptions, breaches of the content security policy, requests to elsewhere. */
  readonly troubles: readonly string[]
  /** Goes to an address of the server. */
  open(path: string): Promise<void>
  /** The element that stands for a node, on the map as in the list. */
  node(id: string): Locator
  /** Waits until a node shows a lamp that is not stale. */
  see(id: string, lamp: string): Promise<void>
  /** Closes the profile; fails when there were troubles. */
  leave(): Promise<void>
}

/** How long a change may take on a busy machine; nothing is measured by it. */
export const patienceMs = 45_000

/** Opens a browser profile of its own, at home on one server. */
export async function visit(
  browser: Browser,
  serverUrl: string,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 }, ...options })
  const page = await context.newPage()
  const troubles: string[] = []
  // While a server is away, failed requests are in the console by nature; the console names their address.
  page.on('console', (message) => {
    if (message.type() === 'error' && !isFailedRequest(message.text())) troubles.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`))
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', (popup) => troubles.push(`window: ${popup.url()}`))
  const { host } = new URL(serverUrl)
  context.on('request', (request) => {
    const url = new URL(request.url())
    const isOurs = url.protocol === 'data:' || url.protocol === 'blob:' || url.host === host
    if (!isOurs) troubles.push(`request: ${request.url().slice(0, 200)}`)
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  const node = (id: string): Locator => page.locator(`[data-node-id=${JSON.stringify(id)}]`)
  return {
    page,
    troubles,
    node,
    async open(path) {
      await page.goto(serverUrl + path)
    },
    async see(id, lamp) {
      await page
        .locator(`[data-node-id=${JSON.stringify(id)}][data-lamp="${lamp}"]:not([data-stale])`)
        .waitFor({ state: 'attached', timeout: patienceMs })
    },
    async leave() {
      await context.close()
      if (troubles.length > 0) throw new Error(`on the page of ${serverUrl}:\n${troubles.join('\n')}`)
    },
  }
}

function isFailedRequest(text: string): boolean {
  return text.startsWith('Failed to load resource')
}
