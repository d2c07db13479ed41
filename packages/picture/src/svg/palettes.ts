import type { SheetColours } from './colours.ts'

/**
 * The colours of the page's two themes, for pictures that are drawn where no style sheet is. A test of the web package
 * holds them against its style sheets.
 */
export const palettes: Readonly<Record<'light' | 'dark', SheetColours>> = {
  light: {
    canvas: '#f7f5f1',
    dot: '#e0dbd2',
    surface: '#ffffff',
    sunken: '#f2efe9',
    hairline: '#e4e0d8',
    hairlineStrong: '#cbc5ba',
    edge: '#8f897e',
    text: '#1d1c1a',
    text2: '#55514a',
    text3: '#6c675f',
    accent: '#2f55c8',
    accentTint: '#e9eefc',
    on: '#ffffff',
    hatch: 'rgb(90 84 74 / 26%)',
    group: 'rgb(120 98 50 / 5%)',
    shadow: 'rgb(62 52 30 / 2%)',
    lamps: {
      critical: { main: '#d42a20', text: '#b51c13', tint: '#fdebe9' },
      warning: { main: '#c07a00', text: '#855600', tint: '#fff3d9' },
      unknown: { main: '#7a766f', text: '#625e57', tint: '#f0eee9' },
      muted: { main: '#6a698f', text: '#565579', tint: '#eeeef5' },
      ok: { main: '#2c8a54', text: '#1d6c40', tint: '#e8f4ec' },
    },
  },
  dark: {
    canvas: '#11151b',
    dot: '#242c36',
    surface: '#191f27',
    sunken: '#141920',
    hairline: '#2b343f',
    hairlineStrong: '#414c5a',
    edge: '#66717f',
    text: '#e9edf2',
    text2: '#b1bac6',
    text3: '#909bab',
    accent: '#8fb0ff',
    accentTint: '#1d2a47',
    on: '#11151b',
    hatch: 'rgb(190 200 214 / 22%)',
    group: 'rgb(150 176 210 / 5%)',
    shadow: 'transparent',
    lamps: {
      critical: { main: '#ff5a4e', text: '#ff8a81', tint: '#3b1a1b' },
      warning: { main: '#f0ab2c', text: '#f4bf5c', tint: '#35280f' },
      unknown: { main: '#8d98a7', text: '#aab3c0', tint: '#222a34' },
      muted: { main: '#9b9bc6', text: '#b3b3d8', tint: '#25263a' },
      ok: { main: '#43b075', text: '#6fcd99', tint: '#152c20' },
    },
  },
}
