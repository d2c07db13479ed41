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
  return { elements: new Map(), copies: new Map(), relationships: [], environments: [], views: [], shapes: new Map() }
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
