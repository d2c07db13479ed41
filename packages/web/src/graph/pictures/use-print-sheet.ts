import { useEffect, useRef } from 'react'
import type * as Vector from '../../map/vector/index.ts'
import './print.css'

/** The browser draws a page for the printer the moment it is asked to: what draws the sheet has to be there before. */
const loadAfterMs = 4_000

/** Prints the map as one sheet, dark on white, with legend and time, instead of what is on the screen. */
export function usePrintSheet(readPicture: () => Vector.PictureOfMap | undefined): void {
  const latest = useRef(readPicture)
  useEffect(() => {
    latest.current = readPicture
  })
  useEffect(() => {
    const ending = new AbortController()
    const { signal } = ending
    let vector: typeof Vector | undefined
    const load = async (): Promise<void> => {
      // Without it the page prints as it is.
      vector = await import('../../map/vector/index.ts').catch(() => undefined)
    }
    const timer = setTimeout(() => void load(), loadAfterMs)
    let sheet: HTMLElement | undefined
    const removeSheet = (): void => {
      sheet?.remove()
      sheet = undefined
      delete document.documentElement.dataset['printing']
    }
    globalThis.addEventListener(
      'beforeprint',
      () => {
        const picture = latest.current()
        if (picture === undefined || vector === undefined) return
        removeSheet()
        sheet = document.createElement('div')
        sheet.className = 'print-sheet'
        const { svg } = vector.drawSvg({ ...picture, theme: 'light', isForPaper: true })
        sheet.append(vector.createElement(svg))
        document.body.append(sheet)
        document.documentElement.dataset['printing'] = 'sheet'
      },
      { signal },
    )
    globalThis.addEventListener('afterprint', removeSheet, { signal })
    return () => {
      clearTimeout(timer)
      ending.abort()
      removeSheet()
    }
  }, [])
}
