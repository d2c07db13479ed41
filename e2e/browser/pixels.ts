import type { Browser } from 'playwright-core'

/** How many pixels of a picture are as green as an ok lamp is, on a light or a dark theme. */
export async function countGreenPixels(browser: Browser, png: Buffer): Promise<number> {
  const page = await browser.newPage()
  try {
    return await page.evaluate(async (base64) => {
      const image = new Image()
      image.src = `data:image/png;base64,${base64}`
      await image.decode()
      const canvas = new OffscreenCanvas(image.width, image.height)
      const pen = canvas.getContext('2d')
      if (pen === null) throw new Error('no canvas to count on')
      pen.drawImage(image, 0, 0)
      const { data } = pen.getImageData(0, 0, image.width, image.height)
      let green = 0
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, greenness = 0, blue = 0] = data.subarray(at, at + 3)
        if (greenness - red > 45 && greenness - blue > 25) green++
      }
      return green
    }, png.toString('base64'))
  } finally {
    await page.close()
  }
}
