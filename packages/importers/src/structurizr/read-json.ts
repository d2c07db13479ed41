import type { ImportDiagnostic } from '../draft.ts'
import { importLimits } from '../limits.ts'
import { fieldOf, listOf, numberOf, textOf, textsOf } from './json-fields.ts'
import { describeStep, emptyWorkspace, freeKey } from './workspace.ts'
import type { ElementType, Workspace, WorkspaceElement, WorkspaceRelationship } from './workspace.ts'

/** Where children of an element lie in the JSON, and what they are. */
const children: readonly (readonly [string, ElementType])[] = [
  ['people', 'person'],
  ['softwareSystems', 'softwareSystem'],
  ['customElements', 'element'],
  ['deploymentNodes', 'deploymentNode'],
  ['containers', 'container'],
  ['components', 'component'],
  ['children', 'deploymentNode'],
  ['infrastructureNodes', 'infrastructureNode'],
  ['softwareSystemInstances', 'instance'],
  ['containerInstances', 'instance'],
]
const viewTypes = [
  'systemLandscape',
  'systemContext',
  'container',
  'component',
  'dynamic',
  'deployment',
  'custom',
] as const

interface Reading {
  readonly workspace: Workspace
  readonly diagnostics: ImportDiagnostic[]
  /** The key of each element by its id in the file. */
  readonly keys: Map<string, string>
  readonly relationships: {
    readonly json: unknown
    readonly source: string
    readonly environment: string | undefined
  }[]
}

/** Reads the JSON of a workspace, as Structurizr exports it. */
export function readJson(json: unknown, diagnostics: ImportDiagnostic[]): Workspace {
  const workspace = emptyWorkspace()
  const reading: Reading = { workspace, diagnostics, keys: new Map(), relationships: [] }
  workspace.name = textOf(json, 'name')
  workspace.description = textOf(json, 'description')
  workspace.relatesInstances = true
  const model = fieldOf(json, 'model')
  const configuration = fieldOf(fieldOf(json, 'views'), 'configuration')
  workspace.groupSeparator =
    textOf(fieldOf(model, 'properties'), 'structurizr.groupSeparator') ??
    textOf(fieldOf(configuration, 'properties'), 'structurizr.groupSeparator')
  readChildren(reading, model, undefined, 0)
  readInstanceNames(reading)
  readRelationships(reading)
  for (const style of listOf(fieldOf(configuration, 'styles'), 'elements')) {
    const shape = textOf(style, 'shape')
    if (shape !== undefined) workspace.shapes.set((textOf(style, 'tag') ?? '').toLowerCase(), shape)
  }
  for (const type of viewTypes) {
    for (const view of listOf(fieldOf(json, 'views'), `${type}Views`)) readView(reading, view, type)
  }
  return workspace
}

function readChildren(reading: Reading, json: unknown, parent: WorkspaceElement | undefined, depth: number): void {
  if (depth >= importLimits.depth) {
    reading.diagnostics.push({
      kind: 'lost',
      message: `Elements lie more than ${importLimits.depth} deep in one another.`,
    })
    return
  }
  for (const [field, type] of children) {
    for (const child of listOf(json, field)) {
      const element = readElement(reading, child, type, parent)
      if (element !== undefined) readChildren(reading, child, element, depth + 1)
    }
  }
}

function readElement(
  { workspace, keys, relationships, diagnostics }: Reading,
  json: unknown,
  type: ElementType,
  parent: WorkspaceElement | undefined,
): WorkspaceElement | undefined {
  const id = textOf(json, 'id')
  const name = textOf(json, 'name') ?? (type === 'instance' ? 'instance' : undefined)
  if (id === undefined || name === undefined) {
    diagnostics.push({ kind: 'lost', message: `A ${type} without id or name was left out.` })
    return undefined
  }
  const isDeployed = type === 'deploymentNode' || type === 'infrastructureNode' || type === 'instance'
  const environment = isDeployed ? (parent?.environment ?? textOf(json, 'environment') ?? 'Default') : undefined
  if (environment !== undefined && !workspace.environments.includes(environment))
    workspace.environments.push(environment)
  const key = freeKey(workspace, parent?.key ?? environment, name)
  const group = textOf(json, 'group')
  const element: WorkspaceElement = {
    key,
    type,
    name,
    description: textOf(json, 'description'),
    technology: textOf(json, 'technology'),
    url: textOf(json, 'url'),
    tags: (textOf(json, 'tags') ?? '').split(',').flatMap((tag) => tag.trim() || []),
    groups: group === undefined ? [] : [group],
    parent: parent?.key,
    environment,
    instanceOf: textOf(json, 'containerId') ?? textOf(json, 'softwareSystemId'),
    properties: textsOf(fieldOf(json, 'properties')),
  }
  workspace.elements.set(key, element)
  keys.set(id, key)
  for (const relationship of listOf(json, 'relationships'))
    relationships.push({ json: relationship, source: key, environment })
  return element
}

/** Instances are called as what they are instances of. */
function readInstanceNames({ workspace, keys }: Reading): void {
  for (const [key, element] of workspace.elements) {
    if (element.instanceOf === undefined) continue
    const model = workspace.elements.get(keys.get(element.instanceOf) ?? '')
    workspace.elements.set(key, { ...element, name: model?.name ?? element.name, instanceOf: model?.key })
  }
}

function readRelationships({ workspace, keys, relationships, diagnostics }: Reading): void {
  for (const { json, source, environment } of relationships) {
    const target = keys.get(textOf(json, 'destinationId') ?? '')
    if (target === undefined) {
      diagnostics.push({ kind: 'lost', message: 'A relationship was left out because its end is not in the file.' })
      continue
    }
    workspace.relationships.push({
      id: textOf(json, 'id'),
      source,
      target,
      description: textOf(json, 'description'),
      technology: textOf(json, 'technology'),
      tags: [],
      // Between instances a linked relationship is the one that is drawn.
      isImplied: environment === undefined && textOf(json, 'linkedRelationshipId') !== undefined,
      environment,
    })
  }
}

function readView({ workspace, keys }: Reading, json: unknown, type: string): void {
  const elements = listOf(json, 'elements').flatMap((place) => {
    const key = keys.get(textOf(place, 'id') ?? '')
    if (key === undefined) return []
    const x = numberOf(place, 'x')
    const y = numberOf(place, 'y')
    return [[key, x === undefined || y === undefined ? undefined : { x, y }] as const]
  })
  if (elements.length === 0) return
  const steps = type === 'dynamic' ? readSteps(workspace, json) : undefined
  // A view that was never laid out has everything in its corner.
  const isLaidOut = elements.some(([, place]) => place !== undefined && (place.x !== 0 || place.y !== 0))
  workspace.views.push({
    key: textOf(json, 'key') ?? `${type} ${workspace.views.length + 1}`,
    type,
    title: textOf(json, 'title') ?? textOf(json, 'name'),
    elements: new Map(isLaidOut ? elements : elements.map(([key]) => [key, undefined] as const)),
    relationships: new Set(listOf(json, 'relationships').flatMap((one) => textOf(one, 'id') ?? [])),
    environment: textOf(json, 'environment'),
    steps,
  })
}

/** What a dynamic view tells: relationships by their id, in order; an answer goes the other way. */
function readSteps({ relationships }: Workspace, json: unknown): readonly WorkspaceRelationship[] {
  const byId = new Map(relationships.map((relationship) => [relationship.id, relationship]))
  return listOf(json, 'relationships').flatMap((step) => {
    const relationship = byId.get(textOf(step, 'id') ?? '')
    if (relationship === undefined) return []
    const { source, target } = relationship
    const description = textOf(step, 'description') ?? relationship.description
    const ends = fieldOf(step, 'response') === true ? { source: target, target: source } : { source, target }
    return { ...relationship, ...ends, description: describeStep(textOf(step, 'order'), description) }
  })
}
