import type { SheetColours } from '../svg/colours.ts'

const paint = /\b(fill|stroke|stop-color)="([^"]*)"/g
/** Shapes that say nothing of their paint are black. */
const bareShape = /<(?:path|circle|rect|ellipse|polygon)\b(?![^>]*\b(?:fill|stroke)=)[^>]*>/g
const paintedRoot = /<(?:g|svg)\b[^>]*\bfill=/
const styled = /\b(?:style|class)=|<style\b/

/** What our build writes into the icons that are shipped: whether they are lost on a ground of their own kind. */
const toldInk = /^<svg\b[^>]* data-ink="(dark|light|colours)"/

/**
 * The SVG of an icon in the colours of a theme: a plain one like the text beside it, and one that would be lost on the
 * theme's cards on a tile. Icons that are shipped say so themselves; of others only the colours can be judged here, and
 * what is coloured by a style sheet stays as it is.
 */
export function paintIcon(svg: string, colours: SheetColours): string {
  const told = toldInk.exec(svg)?.[1]
  if (told !== undefined) return told === kindOf(colours.surface) ? layOnTile(svg, colours.text) : svg
  if (styled.test(svg)) return svg
  if (isPlainDrawing(svg)) return paintPlain(svg, colours.text2)
  return isLostOn(svg, colours.surface) ? layOnTile(svg, colours.text) : svg
}

/** Whether a drawing has nothing but black, or what is named after the text around it. */
export function isPlainDrawing(svg: string): boolean {
  return paintsOf(svg).every((colour) => colour === 'none' || colour === 'currentColor' || isNearlyBlack(colour))
}

function paintsOf(svg: string): readonly string[] {
  return [...svg.matchAll(paint)].map(([, , colour = '']) => colour)
}

function paintPlain(svg: string, ink: string): string {
  const painted = svg.replaceAll(paint, (whole, name: string, colour: string) =>
    colour === 'none' ? whole : `${name}="${ink}"`,
  )
  return paintedRoot.test(/^[^>]*>/.exec(painted)?.[0] ?? '') ? painted : painted.replace('<svg', `<svg fill="${ink}"`)
}

/** The drawing keeps its shape: it is fitted into a little less than the square. */
function layOnTile(svg: string, tile: string): string {
  const inner = svg
    .replace(/<svg\b[^>]*>/, (root) => root.replaceAll(/ (?:width|height|x|y)="[^"]*"/g, ''))
    .replace('<svg', '<svg x="8" y="8" width="84" height="84"')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100"><rect width="100" height="100" rx="18" fill="${tile}"/>${inner.trim()}</svg>`
}

/** Up to this luminance a colour is lost on a dark card, up to the next it is hard to see there, and from the last on it is lost on a light one. */
const [lostOnDark, hardOnDark, lostOnLight] = [0.05, 0.11, 0.72]

function kindOf(ground: string): 'dark' | 'light' {
  return (readColour(ground)?.luminance ?? 1) > 0.5 ? 'light' : 'dark'
}

function isLostOn(svg: string, ground: string): boolean {
  const bare = paintedRoot.test(svg) ? [] : [...svg.matchAll(bareShape)].map(() => '#000000')
  const colours = [...paintsOf(svg), ...bare].flatMap((colour) => readColour(colour) ?? [])
  const share = (isMeant: (colour: Colour) => boolean): number =>
    colours.filter(isMeant).length / Math.max(1, colours.length)
  if (kindOf(ground) === 'light')
    // A bright yellow is told from white by its hue.
    return share(({ luminance, least }) => luminance > lostOnLight && least > 180) > 0.6
  return (
    share(({ luminance }) => luminance < lostOnDark) > 0.2 || share(({ luminance }) => luminance < hardOnDark) > 0.5
  )
}

interface Colour {
  readonly luminance: number
  /** The least of its channels, 0 to 255. */
  readonly least: number
}

function readColour(colour: string): Colour | undefined {
  const channels = channelsOf(colour)
  if (channels === undefined) return undefined
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return { luminance: 0.2126 * red + 0.7152 * green + 0.0722 * blue, least: Math.min(...channels) }
}

function channelsOf(colour: string): readonly number[] | undefined {
  if (colour === 'black' || colour === 'currentColor') return [0, 0, 0]
  if (colour === 'white') return [255, 255, 255]
  const long = /^#([0-9a-f]{6})$/i.exec(colour)?.[1] ?? /^#([0-9a-f]{3})$/i.exec(colour)?.[1]?.replaceAll(/./g, '$&$&')
  return long === undefined ? undefined : [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16))
}

function isNearlyBlack(colour: string): boolean {
  const channels = channelsOf(colour)
  if (channels === undefined) return false
  const most = Math.max(...channels)
  return most < 0x40 && most - Math.min(...channels) < 0x18
}
