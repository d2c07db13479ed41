/** What Structurizr knows, from its language or from its JSON. */
export interface Workspace {
  name?: string | undefined
  description?: string | undefined
  /** By key, in the order of the file. */
  readonly elements: Map<string, WorkspaceElement>
  /** How often a key was asked for that was taken. */
  readonly copies: Map<string, number>
  readonly relationships: WorkspaceRelationship[]
  readonly environments: string[]
  readonly views: WorkspaceView[]
  /** The shape of what has a tag. */
  readonly shapes: Map<string, string>
  /** What parts the names of nested groups from each other. */
  groupSeparator?: string | undefined
  /** Views also show what follows for an element from the relationships of what lies in it. */
  impliesRelationships: boolean
  /** The file says itself which instances speak with each other, as the JSON does. */
  relatesInstances: boolean
  /** What instances of an environment do not say, though their elements do; see `instancePair`. */
  readonly unrelated: Set<string>
}

export type ElementType =
  | 'person'
  | 'softwareSystem'
  | 'container'
  | 'component'
  | 'element'
  | 'deploymentNode'
  | 'infrastructureNode'
  | 'instance'

export interface WorkspaceElement {
  readonly key: string
  readonly type: ElementType
  name: string
  description?: string | undefined
  technology?: string | undefined
  url?: string | undefined
  tags: readonly string[]
  /** Names of the groups within its parent, from outside in. */
  groups: readonly string[]
  readonly parent?: string | undefined
  /** The deployment environment it belongs to; undefined for the model itself. */
  readonly environment?: string | undefined
  /** The key of what an instance is one of. */
  readonly instanceOf?: string | undefined
  /** Instances speak only with those that share a deployment group with them. */
  readonly deploymentGroups?: readonly string[] | undefined
  /** What else the file says of it, by name. */
  properties?: Readonly<Record<string, string>> | undefined
  readonly line?: number | undefined
}

export interface WorkspaceRelationship {
  readonly id?: string | undefined
  readonly source: string
  readonly target: string
  description?: string | undefined
  technology?: string | undefined
  tags: readonly string[]
  /** Follows from another one; it is drawn only where that is not. */
  readonly isImplied: boolean
  readonly environment?: string | undefined
  readonly line?: number | undefined
}

/** A view that a file describes: which elements it shows, and where. */
export interface WorkspaceView {
  readonly key: string
  readonly type: string
  title?: string | undefined
  readonly elements: ReadonlyMap<string, { readonly x: number; readonly y: number } | undefined>
  /** Ids of the relationships it shows; undefined for all between its elements. */
  readonly relationships?: ReadonlySet<string> | undefined
  /** What a dynamic view tells, step by step, in place of relationships. */
  readonly steps?: readonly WorkspaceRelationship[] | undefined
  /** Of relationships between its elements those that it leaves out: as written, and as they are between what it shows. */
  readonly isHidden?: ((written: WorkspaceRelationship, drawn: WorkspaceRelationship) => boolean) | undefined
  readonly environment?: string | undefined
}

/** A key that no element has yet: the name within what is around it, and a number where that is taken. */
export function freeKey({ elements, copies }: Workspace, around: string | undefined, name: string): string {
  const stem = around === undefined ? name : `${around} / ${name}`
  let key = stem
  for (let n = (copies.get(stem) ?? 1) + 1; elements.has(key); n++) {
    key = `${stem} #${n}`
    copies.set(stem, n)
  }
  return key
}

export function emptyWorkspace(): Workspace {
  return {
    elements: new Map(),
    copies: new Map(),
    relationships: [],
    environments: [],
    views: [],
    shapes: new Map(),
    impliesRelationships: true,
    relatesInstances: false,
    unrelated: new Set(),
  }
}

/** The name of a pair of instances, or of what one of them says to the other. */
export function instancePair(source: string, target: string, description?: string): string {
  return JSON.stringify(description === undefined ? [source, target] : [source, target, description])
}

/** The element and what it lies in, from inside out. */
export function lineageOf(workspace: Workspace, key: string): readonly WorkspaceElement[] {
  const lineage: WorkspaceElement[] = []
  for (let at = workspace.elements.get(key); at !== undefined;) {
    lineage.push(at)
    const above: WorkspaceElement | undefined = at.parent === undefined ? undefined : workspace.elements.get(at.parent)
    at = above === undefined || lineage.includes(above) ? undefined : above
  }
  return lineage
}

/** `2: Asks for the price`, as Structurizr draws a step. */
export function describeStep(order: string | undefined, description: string | undefined): string | undefined {
  return order === undefined ? description : `${order}: ${description ?? ''}`.trim()
}
