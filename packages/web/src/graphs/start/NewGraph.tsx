import { ApiProblem } from '@statusgraph/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, explainFailure } from '../../live/api.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { graphPath } from '../../routes/paths.ts'
import { navigate } from '../../routes/router.tsx'
import { DiscoverFields } from './DiscoverFields.tsx'
import { DocumentFields } from './DocumentFields.tsx'
import { Faults } from './Faults.tsx'
import type { Trouble } from './Faults.tsx'
import { ServiceFields } from './ServiceFields.tsx'
import type { ServiceChoice } from './ServiceFields.tsx'
import { StartTiles } from './StartTiles.tsx'
import type { StartName } from './StartTiles.tsx'
import { buildDocument } from './start.ts'
import type { Start } from './start.ts'

interface NewGraphProps {
  readonly begin: StartName
  /** A diagram is to be brought: what is found in it is looked at first. */
  readonly onDiagram: () => void
  readonly onClose: () => void
}

/** The templates are fetched when somebody may want one. */
const templatesQuery = {
  queryKey: ['templates'],
  queryFn: async () => (await import('../templates/templates.ts')).templates,
  staleTime: Number.POSITIVE_INFINITY,
}

/** Makes a graph: empty, from a template, from the services that exist, or from a document. What is typed stays. */
export function NewGraph({ begin, onDiagram, onClose }: NewGraphProps) {
  const queries = useQueryClient()
  const { data: templates = [] } = useQuery(templatesQuery)
  const [chosen, setChosen] = useState<StartName>(begin)
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [services, setServices] = useState<ServiceChoice>({ chosen: [], groupBy: 'prefix' })
  const [isSending, setIsSending] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | undefined>()

  const isDiagram = chosen === 'diagram'
  const template = templates.find(({ id }) => id === chosen)
  const start: Start =
    chosen === 'empty' || chosen === 'discover' || chosen === 'document'
      ? { kind: chosen, text }
      : chosen === 'services'
        ? { kind: 'services', ...services }
        : { kind: 'template', graph: template?.graph }
  const usualName = template?.title ?? usualNames[chosen] ?? 'New graph'

  const create = async (): Promise<void> => {
    setIsSending(true)
    setTrouble(undefined)
    try {
      const built = await buildDocument(start, name.trim() === '' ? usualName : name.trim())
      if (!built.ok) return setTrouble({ message: built.message, faults: [] })
      const { graph } = await client.createGraph(built.document)
      await queries.invalidateQueries({ queryKey: ['graphs'] })
      onClose()
      const isToBeSeen = start.kind === 'document' || start.kind === 'discover'
      navigate(isToBeSeen ? graphPath(graph.id) : `${graphPath(graph.id)}?edit`)
    } catch (failure) {
      const faults = failure instanceof ApiProblem ? (failure.problem.faults ?? []) : []
      setTrouble({ message: faults.length === 0 ? explainFailure(failure) : sayCount(faults.length), faults })
    } finally {
      setIsSending(false)
    }
  }

  return (
    <Dialog title="New graph" onClose={onClose} className="new-graph">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (isDiagram) onDiagram()
          else void create()
        }}
      >
        <StartTiles
          templates={templates}
          chosen={chosen}
          onChoose={(next) => {
            setChosen(next)
            setTrouble(undefined)
          }}
        />
        {chosen === 'document' && <DocumentFields text={text} onChange={setText} />}
        {!isDiagram && chosen !== 'document' && (
          <label className="field">
            Name
            <input
              value={name}
              maxLength={400}
              placeholder={usualName}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          </label>
        )}
        {chosen === 'discover' && <DiscoverFields />}
        {chosen === 'services' && <ServiceFields choice={services} onChange={setServices} />}
        {trouble !== undefined && <Faults trouble={trouble} />}
        <div className="form-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary" disabled={isSending || !(isDiagram || isReady(start))}>
            {isSending ? 'Creating …' : isDiagram ? 'Next: the diagram' : sayCreate(start)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

const usualNames: Readonly<Record<string, string>> = { services: 'Services', discover: 'Discovered' }

function isReady(start: Start): boolean {
  switch (start.kind) {
    case 'empty':
    case 'discover':
      return true
    case 'template':
      return start.graph !== undefined
    case 'services':
      return start.chosen.length > 0
    case 'document':
      return start.text.trim() !== ''
  }
}

function sayCreate(start: Start): string {
  if (start.kind === 'document') return 'Create'
  if (start.kind === 'discover') return 'Create and watch'
  if (start.kind !== 'services' || start.chosen.length === 0) return 'Create and edit'
  return `Draw ${start.chosen.length} ${start.chosen.length === 1 ? 'service' : 'services'}`
}

function sayCount(faults: number): string {
  return faults === 1 ? 'Not created, because of one fault:' : `Not created, because of ${faults} faults:`
}
