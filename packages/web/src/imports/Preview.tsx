import type { GraphDocument } from '@statusgraph/model'
import type { ImportedDiagram, ImportFormat } from '@statusgraph/protocol'
import { importFormats } from '@statusgraph/protocol'
import { useRef } from 'react'
import { GraphMap, noStatuses } from '../map/index.ts'
import type { GraphMapHandle } from '../map/index.ts'
import { HostileText } from '../parts/HostileText.tsx'
import { useReducedMotion } from '../parts/use-reduced-motion.ts'
import { ZoomButtons } from '../parts/ZoomButtons.tsx'
import { useTheme } from '../theme/theme.ts'
import type { BroughtFile } from './brought-file.ts'
import { Causes } from './Causes.tsx'
import { Excerpt } from './Excerpt.tsx'
import { formatTitles } from './format-titles.ts'
import { countElements } from './imported.ts'
import type { Placing } from './imported.ts'
import { Unreadable } from './Unreadable.tsx'
import { useFileText } from './use-file-text.ts'
import type { Reading, ReadingWish } from './use-reading.ts'

interface PreviewProps {
  readonly file: BroughtFile
  readonly reading: Reading
  /** What was read, as it will be taken. */
  readonly graph: GraphDocument | undefined
  readonly wish: ReadingWish
  readonly onWish: (wish: ReadingWish) => void
  /** Undefined: the file has no places, or they are not asked about. */
  readonly placing: Placing | undefined
  readonly onPlacing: (placing: Placing) => void
  readonly onBring: (file: BroughtFile) => void
}

/** What was found in a file, as a picture and in words, before anything of it is kept. */
export function Preview({ file, reading, graph, wish, onWish, placing, onPlacing, onBring }: PreviewProps) {
  const diagram = reading.kind === 'read' ? reading.diagram : undefined
  const isUnreadable = reading.kind === 'unreadable'
  // Of several files nobody could tell which one to put right here.
  const content = useFileText(file, isUnreadable && file.parts === undefined)
  const fault = isUnreadable ? reading.diagnostics.find(({ kind, line }) => kind === 'error' && line) : undefined
  return (
    <div className="import-preview">
      <div className="import-picture" aria-busy={reading.kind === 'reading' || undefined}>
        {graph !== undefined && <Picture graph={graph} />}
        {reading.kind === 'reading' && <p className="import-picture-note">Reading …</p>}
        {reading.kind === 'failed' && <p className="import-picture-note">No picture: the file was not read.</p>}
        {isUnreadable && file.parts !== undefined && (
          <p className="import-picture-note">No picture: the files were not read.</p>
        )}
        {isUnreadable && file.parts === undefined && (
          <Unreadable file={file} content={content} diagnostics={reading.diagnostics} onBring={onBring} />
        )}
      </div>
      <div className="import-words">
        <p className="import-file">
          <HostileText text={file.name ?? 'Pasted text'} />
        </p>
        <FormatField read={diagram?.format} wish={wish} onWish={onWish} />
        {diagram !== undefined && diagram.choices.length > 1 && (
          <label className="field">
            Diagram ({diagram.choices.length} in this file)
            <select
              value={diagram.chosen ?? ''}
              onChange={(event) => onWish({ format: wish.format ?? diagram.format, choice: event.target.value })}
            >
              {diagram.choices.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {placing !== undefined && (
          <label className="field">
            Places
            <select
              value={placing}
              onChange={(event) => onPlacing(event.target.value === 'anew' ? 'anew' : 'as-drawn')}
            >
              <option value="as-drawn">As in the file</option>
              <option value="anew">Laid out anew</option>
            </select>
          </label>
        )}
        {diagram !== undefined && <Understood diagram={diagram} />}
        {isUnreadable && (
          <div role="alert">
            <Causes diagnostics={reading.diagnostics} />
          </div>
        )}
        {content?.kind === 'text' && fault?.line !== undefined && (
          <Excerpt text={content.text} line={fault.line} column={fault.column} />
        )}
        {reading.kind === 'failed' && (
          <div className="form-trouble" role="alert">
            <p>{reading.message} The file is still here.</p>
            <button type="button" className="button" onClick={reading.retry}>
              Try again
            </button>
          </div>
        )}
      </div>
    </div>
  )
}

function Picture({ graph }: { readonly graph: GraphDocument }) {
  const theme = useTheme()
  const reducedMotion = useReducedMotion()
  const map = useRef<GraphMapHandle>(null)
  if (graph.nodes.length === 0) return <p className="import-picture-note">Nothing to draw was found.</p>
  return (
    <>
      <GraphMap
        handleRef={map}
        graph={graph}
        statuses={noStatuses}
        selection={undefined}
        onSelect={() => undefined}
        theme={theme}
        reducedMotion={reducedMotion}
      />
      <ZoomButtons map={map} hasKeys={false} />
    </>
  )
}

interface FormatFieldProps {
  readonly read: ImportFormat | undefined
  readonly wish: ReadingWish
  readonly onWish: (wish: ReadingWish) => void
}

function FormatField({ read, wish, onWish }: FormatFieldProps) {
  const found = wish.format === undefined && read !== undefined ? `${formatTitles[read]}, as found` : 'As found'
  return (
    <label className="field">
      Format
      <select
        value={wish.format ?? ''}
        onChange={(event) => onWish({ format: importFormats.find((format) => format === event.target.value) })}
      >
        <option value="">{found}</option>
        {Object.entries(formatTitles).map(([format, title]) => (
          <option key={format} value={format}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}

function Understood({ diagram: { graph, diagnostics } }: { readonly diagram: ImportedDiagram }) {
  const isWhole = !diagnostics.some(({ kind }) => kind === 'lost' || kind === 'error')
  return (
    <div className="import-understood">
      <output>
        <strong>{countElements(graph)}</strong>
        {graph.nodes.length > 0 && isWhole && ' · all understood'}
      </output>
      <Causes diagnostics={diagnostics} />
    </div>
  )
}
