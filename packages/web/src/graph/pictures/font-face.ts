import fontUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'

let loaded: Promise<string | undefined> | undefined

/** The page's own font as a rule that carries it, for files that travel; undefined when it cannot be had now. */
export function loadFontFace(): Promise<string | undefined> {
  loaded ??= load().catch(() => {
    loaded = undefined
    return undefined
  })
  return loaded
}

async function load(): Promise<string> {
  const response = await fetch(fontUrl)
  if (!response.ok) throw new Error(`the font was answered with ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCodePoint(byte)
  const source = `url(data:font/woff2;base64,${btoa(binary)}) format('woff2')`
  return `@font-face{font-family:'Inter Variable';font-weight:100 900;src:${source}}`
}
