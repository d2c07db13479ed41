import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

test('the browser runs scripts and has a font to write with', async () => {
  const page = await browser.newPage()
  await page.setContent('<span style="font: 40px sans-serif">checkout.svc</span>')
  const box = await page.getByText('checkout.svc').boundingBox()
  expect(box?.width).toBeGreaterThan(150)
  expect(await page.evaluate('1 + 1')).toBe(2)
})
