import type { Browser } from 'playwright-core'

/** How many pixels of a picture are as green as an ok lamp is, on a light or a dark theme. */
export async function countGreenPixels(browser: Browser, png: Buffer): Promise<number> {
  return countPixels(browser, [png], 'green')
}

/** How many pixels of two pictures are clearly lighter or darker in one of them. */
export async function countDifferences(browser: Browser, one: Buffer, other: Buffer): Promise<number> {
  return countPixels(browser, [one, other], 'different')
}

/** Chromium reads its own pictures best; a page of its own keeps that apart from what is tested. */
async function countPixels(browser: Browser, pngs: readonly Buffer[], what: 'green' | 'different'): Promise<number> {
  const page = await browser.newPage()
  try {
    return await page.evaluate(
      async ({ pictures, what }) => {
        const read = async (base64: string): Promise<Uint8ClampedArray> => {
          const image = new Image()
          image.src = `data:image/png;base64,${base64}`
          await image.decode()
          const canvas = new OffscreenCanvas(image.width, image.height)
          const pen = canvas.getContext('2d')
          if (pen === null) throw new Error('no canvas to look at')
          pen.drawImage(image, 0, 0)
          return pen.getImageData(0, 0, image.width, image.height).data
        }
        const [data = new Uint8ClampedArray(), other = data] = await Promise.all(pictures.map(read))
        let count = 0
        for (let at = 0; at < data.length; at += 4) {
          const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
          const isGreen = green - red > 45 && green - blue > 25
          const isDifferent = Math.abs(green - (other[at + 1] ?? 0)) > 40
          if (what === 'green' ? isGreen : isDifferent) count++
        }
        return count
      },
      { pictures: pngs.map((png) => png.toString('base64')), what },
    )
  } finally {
    await page.close()
  }
}
