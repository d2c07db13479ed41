import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { Dialog } from '../parts/Dialog.tsx'
import { bindNodes } from './binding/bind-nodes.ts'
import type { ChosenServices } from './binding/bind-nodes.ts'
import { BindList } from './binding/BindList.tsx'
import { BringFile } from './BringFile.tsx'
import type { BroughtFile } from './brought-file.ts'
import { hasPlaces, nameOf, takeDiagram } from './imported.ts'
import type { Placing, TakenDiagram } from './imported.ts'
import { Preview } from './Preview.tsx'
import { useReading } from './use-reading.ts'
import type { Reading, ReadingWish } from './use-reading.ts'
import './imports.css'

interface ImportDialogProps {
  readonly title: string
  /** Said above the field for a file: what will happen. */
  readonly hint: ReactNode
  /** A file that was dropped already. */
  readonly file?: BroughtFile | undefined
  /** The last button: `Create`, `Insert`. */
  readonly takeLabel: string
  /** The diagram gets a name of its own. */
  readonly isNamed?: boolean
  /** There is a step in which nodes are bound to services. */
  readonly isBound?: boolean
  /** Keeps it. Answers why that failed; nothing is lost then. */
  readonly onTake: (taken: TakenDiagram) => Promise<string | undefined>
  readonly onClose: () => void
}

/** Brings a diagram: the file, what was found in it, and which services its nodes are. Nothing is kept before the end. */
export function ImportDialog({ file: dropped, ...props }: ImportDialogProps) {
  const [file, setFile] = useState(dropped)
  const [text, setText] = useState('')
  return (
    <Dialog title={props.title} onClose={props.onClose} className="import">
      {file === undefined ? (
        <div className="import-body">
          <p className="import-hint">{props.hint}</p>
          <BringFile text={text} onText={setText} onBring={setFile} />
        </div>
      ) : (
        <ReadFile
          key={file.id}
          {...props}
          file={file}
          onBring={(next) => {
            if (typeof next?.content === 'string' && next.name === undefined) setText(next.content)
            setFile(next)
          }}
        />
      )}
    </Dialog>
  )
}

interface ReadFileProps extends Omit<ImportDialogProps, 'file'> {
  readonly file: BroughtFile
  readonly onBring: (file: BroughtFile | undefined) => void
}

function ReadFile({ file, takeLabel, isNamed = false, isBound = false, onTake, onBring }: ReadFileProps) {
  const [wish, setWish] = useState<ReadingWish>({})
  const [step, setStep] = useState<'preview' | 'bind'>('preview')
  const [chosen, setChosen] = useState<ChosenServices>(new Map())
  const [placing, setPlacing] = useState<Placing>('as-drawn')
  const [typedName, setTypedName] = useState<string>()
  const [isTaking, setIsTaking] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const reading = useReading(file, wish)
  const diagram = reading.kind === 'read' ? reading.diagram : undefined
  const taken = useMemo(
    () => (diagram === undefined ? undefined : takeDiagram(diagram, file, placing)),
    [diagram, file, placing],
  )
  const name = typedName ?? (diagram === undefined ? '' : nameOf(diagram, file))

  const take = async (): Promise<void> => {
    if (diagram === undefined || taken === undefined) return
    setIsTaking(true)
    setTrouble(undefined)
    const { graph, record } = taken
    const named = isNamed ? { ...graph, name: name.trim() === '' ? nameOf(diagram, file) : name.trim() } : graph
    setTrouble(await onTake({ graph: bindNodes(named, chosen), record }))
    setIsTaking(false)
  }
  const isNextBind = isBound && step === 'preview'
  const canTake = isWhole(reading) && !isTaking
  return (
    <form
      className="import-body"
      onSubmit={(event) => {
        event.preventDefault()
        if (!canTake) return
        if (isNextBind) setStep('bind')
        else void take()
      }}
    >
      {step === 'preview' && (
        <>
          {isNamed && diagram !== undefined && (
            <label className="field import-name">
              Name
              <input
                value={name}
                maxLength={400}
                autoComplete="off"
                data-focus-first
                onChange={(event) => setTypedName(event.target.value)}
              />
            </label>
          )}
          <Preview
            file={file}
            reading={reading}
            graph={taken?.graph}
            wish={wish}
            onWish={setWish}
            placing={isBound && diagram !== undefined && hasPlaces(diagram.graph) ? placing : undefined}
            onPlacing={setPlacing}
            onBring={onBring}
          />
        </>
      )}
      {step === 'bind' && diagram !== undefined && (
        <>
          <p className="import-hint">
            A node shows the alerts and metrics of its service. These are the services with the nearest names.
          </p>
          <BindList graph={diagram.graph} chosen={chosen} onChoose={setChosen} />
        </>
      )}
      {trouble !== undefined && (
        <p className="form-trouble" role="alert">
          {trouble}
        </p>
      )}
      <div className="form-actions">
        <button
          type="button"
          className="button import-back"
          onClick={() => (step === 'bind' ? setStep('preview') : onBring(undefined))}
        >
          {step === 'bind' ? 'Back' : 'Another file'}
        </button>
        {isNextBind && (
          <button type="button" className="button" disabled={!canTake} onClick={() => void take()}>
            {takeLabel}
          </button>
        )}
        <button type="submit" className="button primary" disabled={!canTake}>
          {isNextBind ? 'Next: services' : isTaking ? 'Working …' : takeLabel}
        </button>
      </div>
    </form>
  )
}

/** An empty diagram is most likely the wrong page or format; it can be looked at, and not taken. */
function isWhole(reading: Reading): boolean {
  return reading.kind === 'read' && !reading.isRenewed && reading.diagram.graph.nodes.length > 0
}
