import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { startServing } from '../testing/serving.ts'

test('a save that is on its way when the server stops is done, and holds nobody up after it', async () => {
  const serving = await startServing()
  const { hostname, port } = new URL(serving.server.url)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.setEncoding('utf8')
  const body = '{"version":1,"id":"late"}'
  socket.write(
    'POST /api/v1/graphs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
      `Content-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  )
  expect(String(await once(socket, 'data'))).toContain('100 Continue')
  const stopped = serving.stop()
  socket.write(body)
  const answer = String(await once(socket, 'data'))
  expect(answer).toMatch(/^HTTP\/1.1 201 /)
  // A connection that stays open would be waited for.
  expect(answer).toMatch(/\r\nconnection: close\r\n/i)
  await stopped
})
