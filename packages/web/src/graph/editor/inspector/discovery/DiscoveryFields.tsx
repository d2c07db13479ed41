import { setDynamic, setRuleSources } from '@statusgraph/model'
import type { DynamicMode, GraphDocument } from '@statusgraph/model'
import type { TopologySourceListItem } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { topologySourcesQuery } from '../../../../live/queries.ts'
import { sayCounts } from '../../../../parts/count-words.ts'
import { HostileText } from '../../../../parts/HostileText.tsx'
import { Link } from '../../../../routes/router.tsx'
import { Section } from '../../../panel/Section.tsx'
import type { Editor } from '../../editor.ts'
import { Checkbox } from '../field/Checkbox.tsx'

interface DiscoveryFieldsProps {
  readonly editor: Editor
  readonly graph: GraphDocument
}

const modes: readonly { readonly mode: DynamicMode; readonly name: string; readonly meaning: string }[] = [
  { mode: 'off', name: 'Off', meaning: 'Only what people drew is shown.' },
  {
    mode: 'overlay',
    name: 'Compare',
    meaning: 'The drawing stays as it is. Traffic colours its edges, and what differs waits to be reviewed.',
  },
  {
    mode: 'auto',
    name: 'Draw by itself',
    meaning: 'Whatever is seen running is shown behind what people drew. Nothing of that is saved until you add it.',
  },
]

/** What discovery does to the graph, and which sources it listens to. */
export function DiscoveryFields({ editor, graph }: DiscoveryFieldsProps) {
  const id = useId()
  const now = graph.dynamic ?? 'off'
  return (
    <Section title="What is seen running">
      <fieldset className="discovery-modes">
        <legend className="visually-hidden">What discovery does to this graph</legend>
        {modes.map(({ mode, name, meaning }) => (
          <label key={mode} className="discovery-mode">
            <input
              type="radio"
              name={id}
              value={mode}
              checked={mode === now}
              aria-describedby={`${id}-${mode}`}
              onChange={() =>
                editor.session.edit(`discovery: ${name.toLowerCase()}`, (graph) => setDynamic(graph, mode))
              }
            />
            <span>
              {name}
              <span className="inspect-hint" id={`${id}-${mode}`}>
                {meaning}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {now !== 'off' && <SourceFields editor={editor} graph={graph} />}
    </Section>
  )
}

function SourceFields({ editor, graph }: DiscoveryFieldsProps) {
  const { data: sources = [] } = useQuery(topologySourcesQuery)
  const chosen = graph.rules?.sources
  // A source that is listened to and no longer there can still be taken out.
  const names = [...new Set([...sources.map(({ name }) => name), ...(chosen ?? [])])]
  if (names.length === 0) {
    return (
      <p className="inspect-hint">
        No discovery source is configured.{' '}
        <Link to="/upstreams" className="text-button">
          See what could be used
        </Link>
      </p>
    )
  }
  const turn = (name: string, isOn: boolean) => {
    const next = names.filter((one) => (one === name ? isOn : (chosen?.includes(one) ?? true)))
    const isAll = next.length === names.length
    editor.session.edit(`${isOn ? 'listen to' : 'do not listen to'} ${name}`, (graph) =>
      setRuleSources(graph, isAll ? undefined : next),
    )
  }
  return (
    <fieldset className="discovery-sources">
      <legend className="inspect-hint">Listens to</legend>
      {names.map((name) => {
        const source = sources.find((one) => one.name === name)
        return (
          <div key={name}>
            <Checkbox label={name} isChecked={chosen?.includes(name) ?? true} onChange={(isOn) => turn(name, isOn)} />
            <p className="inspect-hint">
              {source === undefined ? 'no such source any more' : <HostileText text={sayWhat(source)} />}
              {source?.state === 'failing' && ', does not answer now'}
            </p>
          </div>
        )
      })}
    </fieldset>
  )
}

/** What kind of source it is, in its own words where it has some. */
function sayWhat({ kind, detail, nodes, edges }: TopologySourceListItem): string {
  return [detail === kind ? '' : detail, sayCounts(nodes, edges)].filter((part) => part !== '').join(' · ')
}
