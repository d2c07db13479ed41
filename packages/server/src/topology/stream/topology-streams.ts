import type { Socket } from 'node:net'
import type { Instant } from '@statusgraph/model'
import type { Hub } from '../../stream/hub.ts'
import type { StreamMessage } from '../../stream/message.ts'
import { writeStreamHead } from '../../stream/admission.ts'
import type { StreamFormat } from './stream-format.ts'
import type { TopologyFeed } from './topology-feed.ts'
import { wireFrom } from './wire-topology.ts'

interface TopologyStreamsOptions {
  readonly hub: Hub
  readonly feed: TopologyFeed
  readonly now: () => Instant
}

/**
 * One thing to watch in one format. Revisions may leave some out, and those who write to many count their messages
 * themselves.
 */
interface Channel {
  readonly name: string
  readonly map: string | undefined
  readonly format: StreamFormat
  readonly unsubscribe: () => void
  revision: number
  sequence: number
  /** What those who bring nothing are told first, as long as it is the newest. */
  first: { readonly revision: number; readonly bytes: Buffer } | undefined
}

/** Tells those who watch the topology what changes in it, each change encoded once for all of them. */
export class TopologyStreams {
  readonly #options: TopologyStreamsOptions
  readonly #channels = new Map<string, Channel>()
  /** The channel that somebody is about to join, and that is not closed for want of viewers. */
  #joining: Channel | undefined

  constructor(options: TopologyStreamsOptions) {
    this.#options = options
  }

  /** Begins a stream on a socket. */
  join(
    map: string | undefined,
    format: StreamFormat,
    viewer: { readonly socket: Socket; readonly address: string; readonly lastRevision: number | undefined },
  ): void {
    const channel = this.#openChannel(map, format)
    this.#joining = channel
    // Everybody is told what is new before somebody joins, who would be told it twice.
    this.#tell(channel)
    this.#joining = undefined
    const { socket, address, lastRevision } = viewer
    this.#options.hub.join(
      channel.name,
      { socket, address, lastSequence: undefined },
      writeStreamHead(format.contentType),
      () => this.#beginAt(channel, lastRevision),
    )
  }

  stop(): void {
    for (const { unsubscribe } of this.#channels.values()) unsubscribe()
    this.#channels.clear()
  }

  #openChannel(map: string | undefined, format: StreamFormat): Channel {
    const { hub, feed } = this.#options
    const name = `topology/${format.name}/${map ?? ''}`
    const known = this.#channels.get(name)
    if (known !== undefined) return known
    const { revision } = feed.current(map)
    const unsubscribe = feed.subscribe(map, () => {
      const channel = this.#channels.get(name)
      if (channel !== undefined) this.#tellOrClose(channel)
    })
    const channel: Channel = { name, map, format, unsubscribe, revision, sequence: 0, first: undefined }
    this.#channels.set(name, channel)
    hub.open(name, channel.sequence, format.dialect)
    return channel
  }

  #tellOrClose(channel: Channel): void {
    const { hub } = this.#options
    if (channel === this.#joining || hub.countViewers(channel.name) > 0) {
      this.#tell(channel)
      return
    }
    // Nobody watches any more: the next one opens it again.
    channel.unsubscribe()
    this.#channels.delete(channel.name)
    hub.close(channel.name, { sequence: channel.sequence, bytes: Buffer.alloc(0) })
  }

  #tell(channel: Channel): void {
    const { hub, feed, now } = this.#options
    const { map, format, name } = channel
    const { revision } = feed.current(map)
    if (revision === channel.revision) return
    const told = wireFrom(feed, map, channel.revision, now())
    channel.revision = told.revision
    channel.sequence += 1
    hub.publish(name, { sequence: channel.sequence, bytes: format.encode(told) })
  }

  #beginAt(channel: Channel, lastRevision: number | undefined): StreamMessage {
    const { feed, now } = this.#options
    const { map, format, sequence, revision } = channel
    if (lastRevision !== undefined && feed.since(map, lastRevision) !== undefined) {
      return { sequence, bytes: format.encode(wireFrom(feed, map, lastRevision, now())) }
    }
    if (channel.first?.revision !== revision) {
      channel.first = { revision, bytes: format.encode(wireFrom(feed, map, undefined, now())) }
    }
    return { sequence, bytes: channel.first.bytes }
  }
}
