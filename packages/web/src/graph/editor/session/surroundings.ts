import type { Client } from '@statusgraph/protocol'
import type { Surroundings } from '../../../live/surroundings.ts'

/** The server as a session needs it. */
export type EditServer = Pick<Client, 'readGraph' | 'readRevision' | 'saveGraph' | 'createGraph'>

/** What a session needs from outside, as arguments, so that a test can be its clock, its server and its network. */
export interface SessionSurroundings extends Pick<
  Surroundings,
  'monoMs' | 'wallMs' | 'random' | 'isHidden' | 'isOffline' | 'after'
> {
  readonly server: EditServer
  /** Calls whenever the server may have come back: the browser is online again, the page in sight, the stream open. */
  readonly onWake: (call: () => void) => () => void
}
