import { useEffect, useId, useMemo, useState } from 'react'
import { explainFailure } from '../../live/api.ts'
import { drawSvg, writeElement } from '../../map/vector/index.ts'
import type { DrawnSvg, PictureOfMap } from '../../map/vector/index.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { downloadFile, downloadText } from '../../parts/download.ts'
import { showNote } from '../../parts/Toast.tsx'
import { loadFontFace } from './font-face.ts'
import { makePng, toDataUrl } from './make-png.ts'
import './pictures.css'

interface PictureDialogProps {
  /** What is drawn, at the moment that the dialog opens. */
  readonly picture: PictureOfMap
  readonly onClose: () => void
}

type Job = 'png' | 'png-2x' | 'copy' | 'svg'

/** A preview beyond this many characters would hold the page up for longer than it is worth. */
const longestPreview = 3_000_000

/** The whole map as a file, or on the clipboard, as it looks at this moment. */
export function PictureDialog({ picture, onClose }: PictureDialogProps) {
  const themeId = useId()
  const [theme, setTheme] = useState(picture.theme)
  const [font, setFont] = useState<{ readonly face: string | undefined }>()
  const [working, setWorking] = useState<Job>()
  const [trouble, setTrouble] = useState<string>()
  useEffect(() => {
    const take = async (): Promise<void> => setFont({ face: await loadFontFace() })
    void take()
  }, [])
  const drawn = useMemo(() => drawSvg({ ...picture, theme, fontFace: font?.face }), [picture, theme, font])
  const preview = useMemo(() => previewOf(drawn), [drawn])

  const name = `${picture.graph.id}-${new Date(picture.atMs).toISOString().slice(0, 16).replaceAll(':', '')}`
  const run = async (job: Job): Promise<void> => {
    setWorking(job)
    setTrouble(undefined)
    try {
      if (job === 'svg') downloadText(`${name}.svg`, 'image/svg+xml', writeElement(drawn.svg))
      else if (job === 'copy') {
        // The promise is handed over at once: some browsers allow the clipboard only in the moment of the press.
        const blob = makePng(drawn, 2).then((made) => made.blob)
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
        showNote('Picture copied.')
      } else {
        const wanted = job === 'png' ? 1 : 2
        const { blob, scale } = await makePng(drawn, wanted)
        downloadFile(`${name}.png`, blob)
        if (scale < wanted) showNote(`The map is very large: the picture is made at ${Math.round(scale * 100)} %.`)
      }
    } catch (failure) {
      const isClipboard = job === 'copy'
      setTrouble(
        isClipboard
          ? 'The browser did not let the page use the clipboard, which it does only over https: download the picture instead.'
          : explainFailure(failure),
      )
    } finally {
      setWorking(undefined)
    }
  }
  const isBusy = working !== undefined || font === undefined

  return (
    <Dialog title="Picture of the map" onClose={onClose} className="picture">
      <div className="picture-body">
        <div className="picture-preview" data-theme={theme}>
          {preview === undefined ? (
            <p className="quiet">This map is too large for a preview.</p>
          ) : (
            <img src={preview} alt={`The map of ${picture.graph.name} with legend and time`} />
          )}
        </div>
        <fieldset className="picture-themes">
          <legend className="visually-hidden">Theme of the picture</legend>
          {(['light', 'dark'] as const).map((choice) => (
            <label key={choice}>
              <input
                type="radio"
                name={themeId}
                checked={theme === choice}
                onChange={() => setTheme(choice)}
                data-focus-first={theme === choice ? '' : undefined}
              />
              {choice === 'light' ? 'Light' : 'Dark'}
            </label>
          ))}
        </fieldset>
        {trouble !== undefined && (
          <p className="form-trouble" role="alert">
            {trouble}
          </p>
        )}
        <div className="form-actions">
          <button type="button" className="button" disabled={isBusy} onClick={() => void run('copy')}>
            {working === 'copy' ? 'Copying …' : 'Copy'}
          </button>
          <button type="button" className="button" disabled={isBusy} onClick={() => void run('svg')}>
            SVG
          </button>
          <button type="button" className="button" disabled={isBusy} onClick={() => void run('png')}>
            {working === 'png' ? 'Drawing …' : 'PNG'}
          </button>
          <button type="button" className="button primary" disabled={isBusy} onClick={() => void run('png-2x')}>
            {working === 'png-2x' ? 'Drawing …' : 'PNG, double size'}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

function previewOf(drawn: DrawnSvg): string | undefined {
  const text = writeElement(drawn.svg)
  return text.length > longestPreview ? undefined : toDataUrl(text)
}
