import type { GraphDocument, GraphNode, TopologyRules } from '../graph/document.ts'
import type { DrawnNodes } from './match-drawn.ts'
import type { CompiledRules } from './rules.ts'
import type { Entity } from './unite-nodes.ts'

/** Where a discovered node stands in a graph that draws it. */
export interface FoundPlace {
  readonly x: number
  readonly y: number
  readonly parent?: string
}

/** How the topology is looked at. */
export interface TopologyLens {
  /** The graph that it is seen through; its own rules come on top. */
  readonly graph?: GraphDocument
  /** Of all graphs. */
  readonly rules: TopologyRules
  /** By id of the discovered node. */
  readonly places?: ReadonlyMap<string, FoundPlace>
}

/** What is looked at, once it is known which discovered things are which drawn ones. */
export interface Scene {
  readonly lens: TopologyLens
  readonly drawn: DrawnNodes
  readonly rules: CompiledRules
  /** By each of their ids. What is ignored is not among them. */
  readonly entities: ReadonlyMap<string, Entity>
  readonly matches: ReadonlyMap<Entity, readonly GraphNode[]>
  /** What the view calls each entity. */
  readonly ids: ReadonlyMap<Entity, string>
}
