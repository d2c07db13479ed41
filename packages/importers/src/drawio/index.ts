import type { ReadResult } from '../draft.ts'
import type { ImportFile, Importer, ReadOptions } from '../importer.ts'
import { findPages } from './find-pages.ts'
import { gatherPages } from './gather-pages.ts'

/** The files of draw.io (diagrams.net), and the SVG, PNG and HTML that it exports with a copy of the diagram inside. */
export const importer: Importer = {
  format: 'drawio',
  title: 'draw.io',
  extensions: ['.drawio', '.drawio.xml', '.drawio.svg', '.drawio.png', '.drawio.html', '.dio'],
  detect,
  read,
}

function detect(text: string): number {
  const head = text.slice(0, 4_096)
  if (/<mxfile[\s>]|<mxGraphModel[\s>]/.test(head)) return 1
  if (/<svg[\s>]/.test(head)) return /\scontent=["'](?:&lt;|%3C)mx(?:file|GraphModel)/.test(text) ? 1 : 0
  if (/\sdata-mxgraph=/.test(text)) return 0.9
  return 0
}

function read({ text }: ImportFile, { choice }: ReadOptions): ReadResult {
  const found = findPages(text)
  if (!found.ok) return found
  const gathered = gatherPages(found.pages, choice)
  return gathered.ok ? { ...gathered, diagnostics: [...found.diagnostics, ...gathered.diagnostics] } : gathered
}
