import type { TopologyDelta, TopologyView } from '@statusgraph/model'

/** What can be seen of the topology, in its newest revision. */
export interface SeenTopology {
  readonly revision: number
  readonly view: TopologyView
}

/** What discovery shows, through a graph or as it is, for whoever asks and whoever watches. */
export interface TopologyFeed {
  /** Resolves when what is known now can be seen. Whoever asks often shares one look with others. */
  refresh(map: string | undefined): Promise<void>
  /** @param map the graph that it is seen through; undefined: none */
  current(map: string | undefined): SeenTopology
  /** The way from a revision to the newest; undefined when it is no longer known. */
  since(map: string | undefined, revision: number): TopologyDelta | undefined
  /** Calls `listener` after each change; returns the way to stop. */
  subscribe(map: string | undefined, listener: () => void): () => void
}
