import { serviceKey, updateNode } from '@statusgraph/model'
import type { GraphDocument, GraphNode } from '@statusgraph/model'
import { useId, useMemo, useState } from 'react'
import { markOfService, saySeen, sayService } from '../../../../parts/service-words.ts'
import type { Editor } from '../../editor.ts'
import { Combobox } from '../field/Combobox.tsx'
import type { ComboOption } from '../field/combo-options.ts'
import { findNodeFault } from '../find-faults.ts'
import { addServices, removeService } from './bind-services.ts'
import { BoundService } from './BoundService.tsx'
import { findShowing, useServices } from './use-services.ts'
import type { KnownServices } from './use-services.ts'

interface ServicesFieldProps {
  readonly editor: Editor
  readonly graph: GraphDocument
  readonly node: GraphNode
}

/** What a node stands for: the services whose evidence gives it its lamp, each with the lamp that it has now. */
export function ServicesField({ editor, graph, node }: ServicesFieldProps) {
  const id = useId()
  const known = useServices()
  const [fault, setFault] = useState<string>()
  const options = useMemo(() => listOptions(known, graph, node), [known, graph, node])
  const isNamed = node.services === undefined && node.kind !== 'group'
  const write = (label: string, services: readonly string[] | undefined) =>
    editor.session.edit(label, (newest) =>
      updateNode(newest, node.id, { services: services === undefined ? undefined : [...services] }),
    )
  const add = (typed: string) => {
    const services = addServices(node, typed, known.byKey.has(serviceKey(node.name)))
    const wrong = services
      .map((_, at) => findNodeFault({ ...node, services: [...services] }, ['services', at]))
      .find((one) => one !== undefined)
    const wrongAsAWhole = findNodeFault({ ...node, services: [...services] }, ['services'])
    setFault(wrong ?? wrongAsAWhole)
    if (wrong !== undefined || wrongAsAWhole !== undefined) return
    write(`bind ${node.name} to ${typed}`, services)
    editor.announce(`${node.name} is bound to ${services.join(', ')}`)
  }
  const remove = (service: string) => write(`unbind ${service}`, removeService(node.services ?? [], service))

  return (
    <div className="inspect-services">
      {isNamed && (
        <>
          <p className="inspect-hint">Bound by its name:</p>
          <ul className="bound">
            <BoundService service={node.name} known={known} />
          </ul>
        </>
      )}
      {node.kind === 'group' && node.services === undefined && (
        <p className="inspect-hint">A group has the worst lamp of its members. Services named here count too.</p>
      )}
      {node.services !== undefined && (
        <ul className="bound">
          {node.services.map((service) => (
            <BoundService key={service} service={service} known={known} onRemove={() => remove(service)} />
          ))}
        </ul>
      )}
      <label htmlFor={id} className="visually-hidden">
        Add a service
      </label>
      <Combobox
        id={id}
        label="Services that exist"
        placeholder={isNamed ? 'Bind to a service …' : 'Add a service …'}
        options={options}
        isInvalid={fault !== undefined}
        describedBy={fault === undefined ? undefined : `${id}-fault`}
        onChoose={add}
        onFreeText={add}
        freeTextNote="no upstream knows it yet"
        onType={() => setFault(undefined)}
        onBackspaceInEmpty={() => {
          const last = node.services?.at(-1)
          if (last !== undefined) remove(last)
        }}
      />
      {fault !== undefined && (
        <p id={`${id}-fault`} className="inspect-fault" role="alert">
          {fault}
        </p>
      )}
      {known.trouble !== undefined && (
        <output className="inspect-hint">
          {known.all.length === 0 ? 'The list of services cannot be read' : 'The list of services is old'}:{' '}
          {known.trouble} Names can still be typed.
        </output>
      )}
    </div>
  )
}

/** Every service that the node does not have yet, with what is to be known before it is chosen. */
function listOptions(known: KnownServices, graph: GraphDocument, node: GraphNode): readonly ComboOption[] {
  const own = new Set((node.services ?? []).map(serviceKey))
  const shown = findShowing(graph)
  const isOutdated = known.trouble !== undefined
  return known.all.flatMap((item): readonly ComboOption[] => {
    const key = serviceKey(item.service)
    if (own.has(key)) return []
    const here = (shown.get(key) ?? []).find((other) => other.id !== node.id)
    const elsewhere = item.nodes.find((other) => other.graph !== graph.id)
    const showing = here === undefined ? elsewhere && `in ${elsewhere.graph}` : sayShowing(here, item.service)
    return [
      {
        value: item.service,
        label: item.service,
        detail: `${sayService(item, isOutdated)} · ${saySeen(item)}`,
        mark: markOfService(item, isOutdated),
        note: showing,
      },
    ]
  })
}

function sayShowing(node: GraphNode, service: string): string {
  return node.name === service ? 'drawn already' : `shown by ${node.name}`
}
