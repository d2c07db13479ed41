import type { Draft, DraftEdge, DraftNode } from '../draft.ts'
import { importLimits } from '../limits.ts'
import { kindOfElement } from './shape-kinds.ts'
import { instancePair, lineageOf } from './workspace.ts'
import type { Workspace, WorkspaceElement, WorkspaceRelationship, WorkspaceView } from './workspace.ts'

/** Tags that every element has, and that say nothing. */
const plainTags = new Set([
  'element',
  'person',
  'software system',
  'container',
  'component',
  'deployment node',
  'infrastructure node',
  'container instance',
  'software system instance',
  'custom element',
  'relationship',
])

/** The static model: every person, system, container and component, and what they say of each other. */
export function draftOfModel(workspace: Workspace): Draft {
  const elements = [...workspace.elements.values()].filter(({ environment }) => environment === undefined)
  const keys = new Set(elements.map(({ key }) => key))
  const edges = workspace.relationships.filter(
    ({ isImplied, source, target }) => !isImplied && keys.has(source) && keys.has(target),
  )
  return draftOf(workspace, elements, edges.map(edgeOf))
}

/** A deployment environment: what runs where. */
export function draftOfEnvironment(workspace: Workspace, environment: string): Draft {
  const elements = [...workspace.elements.values()].filter((element) => element.environment === environment)
  const keys = new Set(elements.map(({ key }) => key))
  const inside = workspace.relationships.filter(({ source, target }) => keys.has(source) && keys.has(target))
  const edges = [...inside, ...relateInstances(workspace, elements, inside)]
  return draftOf(workspace, elements, edges.map(edgeOf))
}

/** A view: its elements within the systems and containers around them, and the relationships between them. */
export function draftOfView(workspace: Workspace, view: WorkspaceView): Draft {
  const shown = new Set(view.elements.keys())
  const elements = new Set<WorkspaceElement>()
  for (const key of shown) for (const element of lineageOf(workspace, key)) elements.add(element)
  const edges =
    view.steps ??
    (view.relationships === undefined
      ? liftRelationships(workspace, view, shown)
      : workspace.relationships.filter(({ id }) => id !== undefined && view.relationships?.has(id) === true))
  const draft = draftOf(
    workspace,
    [...workspace.elements.values()].filter((element) => elements.has(element)),
    edges.map(edgeOf),
    view.elements,
  )
  return view.title === undefined ? draft : { ...draft, name: view.title }
}

/** Each relationship between the lowest elements that a view shows of its ends; of several between two, one. */
function liftRelationships(
  workspace: Workspace,
  view: WorkspaceView,
  shown: ReadonlySet<string>,
): readonly WorkspaceRelationship[] {
  const lifted = new Map<string, WorkspaceRelationship>()
  const all =
    view.environment === undefined
      ? workspace.relationships
      : [
          ...workspace.relationships,
          ...relateInstances(
            workspace,
            [...workspace.elements.values()].filter(({ key }) => shown.has(key)),
            workspace.relationships,
          ),
        ]
  const lowest = (key: string): string | undefined => lineageOf(workspace, key).find((one) => shown.has(one.key))?.key
  for (const relationship of all) {
    const source = lowest(relationship.source)
    const target = lowest(relationship.target)
    if (source === undefined || target === undefined || relationship.isImplied) continue
    const isItself = source === relationship.source && target === relationship.target
    // What becomes a relationship of an element with itself, or with what is around it, is none in the view.
    const isAround =
      lineageOf(workspace, source).some(({ key }) => key === target) ||
      lineageOf(workspace, target).some(({ key }) => key === source)
    if (isAround && !isItself) continue
    // Of deployed nodes nothing follows for those around them.
    if (!isItself && (!workspace.impliesRelationships || relationship.environment !== undefined)) continue
    if (view.isHidden?.(relationship, { ...relationship, source, target }) === true) continue
    const id = isItself ? `${source} ${target} ${relationship.description ?? ''}` : `${source} ${target}`
    if (!lifted.has(id)) lifted.set(id, { ...relationship, source, target })
  }
  return [...lifted.values()]
}

/** Instances speak with each other as what they are instances of does. */
function relateInstances(
  workspace: Workspace,
  elements: readonly WorkspaceElement[],
  known: readonly WorkspaceRelationship[],
): readonly WorkspaceRelationship[] {
  if (workspace.relatesInstances) return []
  const instances = Map.groupBy(
    elements.filter(({ instanceOf }) => instanceOf !== undefined),
    ({ instanceOf }) => instanceOf ?? '',
  )
  const told = new Set(known.map(({ source, target }) => `${source} ${target}`))
  const once = new Set<string>()
  const related: WorkspaceRelationship[] = []
  const nearest = (key: string): readonly WorkspaceElement[] => {
    const lineage = workspace.impliesRelationships ? lineageOf(workspace, key).map((one) => one.key) : [key]
    return instances.get(lineage.find((one) => instances.has(one)) ?? '') ?? []
  }
  for (const relationship of workspace.relationships) {
    for (const source of nearest(relationship.source)) {
      for (const target of nearest(relationship.target)) {
        if (source.instanceOf === target.instanceOf && relationship.source !== relationship.target) continue
        if (told.has(`${source.key} ${target.key}`) || source.environment !== target.environment) continue
        if (!sharesGroup(source, target) || isUnrelated(workspace, source.key, target.key, relationship)) continue
        const isImplied = source.instanceOf !== relationship.source || target.instanceOf !== relationship.target
        const pair = instancePair(source.key, target.key)
        if (isImplied && once.has(pair)) continue
        once.add(pair)
        // One more than a graph may hold is enough to be told so.
        if (related.length > importLimits.edges) return related
        related.push({ ...relationship, source: source.key, target: target.key })
      }
    }
  }
  return related
}

/** Instances in no deployment group are in one together. */
function sharesGroup(
  { deploymentGroups: a = [] }: WorkspaceElement,
  { deploymentGroups: b = [] }: WorkspaceElement,
): boolean {
  return a.length === 0 || b.length === 0 ? a.length === b.length : a.some((group) => b.includes(group))
}

function isUnrelated(
  { unrelated }: Workspace,
  source: string,
  target: string,
  { description = '' }: WorkspaceRelationship,
): boolean {
  return unrelated.has(instancePair(source, target)) || unrelated.has(instancePair(source, target, description))
}

function draftOf(
  workspace: Workspace,
  elements: readonly WorkspaceElement[],
  edges: readonly DraftEdge[],
  places?: WorkspaceView['elements'],
): Draft {
  const parents = new Set(elements.flatMap(({ parent }) => parent ?? []))
  const groups = new Map<string, DraftNode>()
  const nodes = elements.map((element): DraftNode => {
    const { key } = element
    const isGroup = parents.has(key)
    const tags = element.tags.filter((tag) => !plainTags.has(tag.toLowerCase()))
    const model = workspace.elements.get(element.instanceOf ?? '')
    const technology = element.technology ?? model?.technology
    const place = places?.get(key)
    const properties = Object.entries({ ...model?.properties, ...element.properties }).filter(isTelling)
    return {
      key,
      name: element.name,
      kind: isGroup ? 'group' : kindOfElement(workspace, element),
      parent: parentOf(workspace, element, groups),
      description: element.description ?? model?.description,
      ...(technology === undefined || technology === '' ? {} : { technology }),
      ...(tags.length === 0 && properties.length === 0
        ? {}
        : { labels: { ...Object.fromEntries(properties), ...(tags.length === 0 ? {} : { tags: tags.join(', ') }) } }),
      ...(element.url === undefined ? {} : { links: [{ title: element.name, url: element.url }] }),
      ...(place === undefined || isGroup ? {} : { position: place }),
      ...(element.line === undefined ? {} : { at: { line: element.line } }),
    }
  })
  return { name: workspace.name, description: workspace.description, nodes: [...groups.values(), ...nodes], edges }
}

/** What programs tell each other says nothing to people, and secrets stay where they are. */
function isTelling([name, value]: readonly [string, string]): boolean {
  return value !== '' && !/^structurizr\.|passw|secret|token|credential|api.?key|private.?key/i.test(name)
}

/** The key of the innermost group around an element; groups come to be here, each once within its parent. */
function parentOf(workspace: Workspace, element: WorkspaceElement, groups: Map<string, DraftNode>): string | undefined {
  let parent = element.parent
  const separator = workspace.groupSeparator
  const split = element.groups.flatMap((name) =>
    separator === undefined || separator === '' ? [name] : name.split(separator).filter((part) => part.trim() !== ''),
  )
  // A name of nothing but separators is no reason for keys that grow without end.
  const names = split.slice(0, importLimits.depth)
  for (const name of names) {
    const key: string = `${parent ?? ''} / group ${name}`
    if (!groups.has(key)) groups.set(key, { key, name, kind: 'group', parent })
    parent = key
  }
  return parent
}

function edgeOf({ source, target, description, technology, line }: WorkspaceRelationship): DraftEdge {
  return {
    source,
    target,
    ...(description === undefined || description === '' ? {} : { label: description }),
    ...(technology === undefined || technology === '' ? {} : { technology }),
    ...(line === undefined ? {} : { at: { line } }),
  }
}
