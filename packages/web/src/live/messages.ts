import {
  parseDelta,
  parseEditorsEvent,
  parseGraphEvent,
  parseMovingEvent,
  parseSnapshot,
  parseTopologyEvent,
} from '@statusgraph/protocol'
import type { EditorPresence, WireDelta, WireGraphEvent, WireSnapshot } from '@statusgraph/protocol'
import type { ParsedEvent } from './event-parser.ts'

/** What a feed tells the store, whether it comes from the server or from another tab. */
export type FeedMessage =
  | { readonly kind: 'snapshot'; readonly snapshot: WireSnapshot }
  | { readonly kind: 'delta'; readonly delta: WireDelta }
  | { readonly kind: 'graph'; readonly event: WireGraphEvent }
  /** Everybody who edits the graph now. */
  | { readonly kind: 'editors'; readonly editors: readonly EditorPresence[] }
  /** What discovery shows of the graph has this revision; it has to be fetched. */
  | { readonly kind: 'topology'; readonly revision: number }
  /** Something was heard, be it only a heartbeat. */
  | { readonly kind: 'beat' }
  | { readonly kind: 'link'; readonly link: LinkState }

/** How the page hangs on the server. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  | { readonly kind: 'lost'; readonly reason: string; readonly isOffline: boolean; readonly needsSignIn?: boolean }
  /** The server says that there is no such graph. */
  | { readonly kind: 'gone' }

/** Not for the store: the server goes away and asks to be left alone for a moment. */
export interface MovingMessage {
  readonly kind: 'moving'
  readonly afterMs: number
}

/** Reads one event of the stream; undefined for an event of a newer server that this page does not know. */
export function readStreamEvent(event: ParsedEvent): FeedMessage | MovingMessage | undefined {
  switch (event.name) {
    case 'snapshot':
      return { kind: 'snapshot', snapshot: parseSnapshot(JSON.parse(event.data)) }
    case 'delta':
      return { kind: 'delta', delta: parseDelta(JSON.parse(event.data)) }
    case 'graph':
      return { kind: 'graph', event: parseGraphEvent(JSON.parse(event.data)) }
    case 'editors':
      return { kind: 'editors', editors: parseEditorsEvent(JSON.parse(event.data)).editors }
    case 'topology':
      return { kind: 'topology', revision: parseTopologyEvent(JSON.parse(event.data)).revision }
    case 'moving':
      return { kind: 'moving', afterMs: parseMovingEvent(JSON.parse(event.data)).afterMs }
    default:
      return undefined
  }
}
