import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Hub } from './hub.ts'
import { encodeEvent, type StreamMessage } from './message.ts'
import { Ring } from './ring.ts'

const stops: (() => void)[] = []
let pair: () => Promise<{ readonly server: Socket; readonly client: Socket }>

beforeEach(async () => {
  const listener = createServer()
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  stops.push(() => listener.close())
  const address = listener.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  pair = async () => {
    const client = connect({ port, host: '127.0.0.1' })
    const accepted: Promise<Socket[]> = once(listener, 'connection')
    const [server] = await accepted
    if (server === undefined) throw new Error('no connection came')
    client.on('error', () => {})
    stops.push(() => client.destroy())
    return { server, client }
  }
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

function openHub(dropped: string[]): Hub {
  const hub = new Hub({
    nowMs: () => performance.now(),
    random: () => 0.5,
    onDropped: (reason) => dropped.push(reason),
    onSent: () => {},
  })
  stops.push(() => hub.stop())
  return hub
}

function message(sequence: number, size = 10): StreamMessage {
  const data = { sequence, filler: 'x'.repeat(size) }
  return encodeEvent('delta', data)
}

test('a viewer who does not read is let go, and the others go on', async () => {
  const dropped: string[] = []
  const hub = openHub(dropped)
  hub.open('shop', 0)
  const [stalled, reading] = [await pair(), await pair()]
  let received = ''
  reading.client.setEncoding('utf8').on('data', (text) => (received += String(text)))
  stalled.client.pause()
  for (const { server } of [stalled, reading]) {
    hub.join('shop', { socket: server, address: 'here', lastSequence: undefined }, '', () => message(0))
  }
  let sequence = 0
  // Far more than the kernel's own buffers hold; each message waits until the good viewer has it.
  while (dropped.length === 0 && sequence < 1_000) {
    sequence++
    hub.publish('shop', message(sequence, 100_000))
    await expect.poll(() => received.includes(`id: ${sequence}\n`), { interval: 1, timeout: 10_000 }).toBe(true)
    received = received.slice(-200)
  }
  expect(dropped).toEqual(['slow'])
  expect(hub.countViewers('shop')).toBe(1)
  expect(stalled.server.destroyed).toBe(true)
  expect(stalled.server.writableLength).toBeLessThanOrEqual(256 * 1024)
})

test('a snapshot larger than the queue arrives whole, and what happened meanwhile follows in order', async () => {
  const hub = openHub([])
  hub.open('shop', 0)
  const { server, client } = await pair()
  client.pause()
  hub.join('shop', { socket: server, address: 'here', lastSequence: undefined }, '', () => message(0, 20_000_000))
  for (let sequence = 1; sequence <= 50; sequence++) hub.publish('shop', message(sequence, 10_000))
  let received = ''
  client.setEncoding('utf8').on('data', (text) => (received += String(text)))
  client.resume()
  await expect.poll(() => received.includes('id: 50\n'), { timeout: 15_000 }).toBe(true)
  const ids = [...received.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
  expect(ids).toEqual(Array.from({ length: 51 }, (_, index) => index))
})

test('the ring keeps what is young and fits, and says so when something is gone', () => {
  const ring = new Ring(1_000, 3_000, 0)
  expect(ring.after(0)).toEqual([])
  expect(ring.after(1)).toBeUndefined()
  for (let sequence = 1; sequence <= 5; sequence++) ring.add(message(sequence, 800), sequence)
  expect(ring.after(5)).toEqual([])
  expect(ring.after(3)?.map(({ sequence }) => sequence)).toEqual([4, 5])
  expect(ring.after(1)).toBeUndefined()
  ring.add(message(6, 800), 5_000)
  expect(ring.after(5)?.map(({ sequence }) => sequence)).toEqual([6])
  expect(ring.after(4)).toBeUndefined()
  expect(ring.after(7)).toBeUndefined()
})
