import { useEffect } from 'react'
import type { Summary } from '@statusgraph/model'
import { saySummary, worstMark } from '@statusgraph/picture'
import type { Mark } from '@statusgraph/picture'

const signs: Readonly<Record<Mark, string>> = {
  critical: '● ',
  warning: '▲ ',
  stale: '◌ ',
  unknown: '? ',
  muted: '',
  ok: '',
}

/** Marks for a tab, where only a few pixels are seen: shape and colour, the same on both themes. */
const icons: Readonly<Record<Mark, string>> = {
  critical:
    '<path fill="#d42a20" d="M10 2h12l8 8v12l-8 8H10l-8-8V10z"/><path d="M11 11l10 10M21 11L11 21" stroke="#fff" stroke-width="4" stroke-linecap="round"/>',
  warning:
    '<path fill="#e09a1a" d="M16 2l15 27H1z"/><path d="M16 12v8M16 24.5v.5" stroke="#fff" stroke-width="4" stroke-linecap="round"/>',
  ok: '<circle cx="16" cy="16" r="13" fill="#2c8a54"/><path d="M10 16.5l4.5 4.5L22.500 12" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round"/>',
  stale:
    '<circle cx="16" cy="16" r="12" fill="#fff" stroke="#7a766f" stroke-width="4"/><path d="M16 9v7l5 4" fill="none" stroke="#7a766f" stroke-width="4" stroke-linecap="round"/>',
  unknown: '<circle cx="16" cy="16" r="12" fill="#fff" stroke="#7a766f" stroke-width="4" stroke-dasharray="6 4"/>',
  muted: '<circle cx="16" cy="16" r="13" fill="#6a698f"/>',
}

/** Lets title and icon of the tab carry the worst lamp. */
export function useTitle(name: string, summary: Summary | undefined): void {
  const mark = worstMark(summary)
  const words = saySummary(summary)
  useEffect(() => {
    document.title = `${signs[mark]}${words} – ${name}`
  }, [name, mark, words])
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    if (link === null) return
    const before = link.href
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${icons[mark]}</svg>`
    link.href = `data:image/svg+xml,${encodeURIComponent(svg)}`
    return () => {
      link.href = before
    }
  }, [mark])
}
