// The viewers: plain sockets that ask for the stream and count what they get.
import { once } from 'node:events'
import { connect } from 'node:net'
import { answerQuestions } from './processes.ts'

const newline = 10
let port = 0
let events = 0
let bytes = 0
let lost = 0

answerQuestions(async (question) => {
  switch (question.ask) {
    case 'start':
      port = question.numbers['port'] ?? 0
      return {}
    case 'join':
      // Not all at once: the listen queue of the kernel is no part of what is measured.
      for (let joined = 0; joined < question.count; joined += 100) {
        await Promise.all(Array.from({ length: Math.min(100, question.count - joined) }, join))
      }
      return {}
    case 'measure':
      return { events, bytes, lost }
  }
})

async function join(): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' })
  await once(socket, 'connect')
  let last = 0
  socket.on('data', (chunk) => {
    bytes += chunk.length
    // Two line ends in a row close an event.
    for (const byte of chunk) {
      if (byte === newline && last === newline) events++
      last = byte
    }
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => lost++)
  socket.write('GET /api/v1/graphs/bench/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
}
