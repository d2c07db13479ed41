// The floor: a bare net server that writes the same number of bytes at the same pace, and does nothing else.
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { answerQuestions, measureProcess } from './processes.ts'

answerQuestions(async (question) => {
  if (question.ask !== 'start') return measureProcess()
  const { bytes = 0, intervalMs = 0 } = question.numbers
  const message = Buffer.from(`${'x'.repeat(Math.max(0, bytes - 2))}\n\n`)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.resume()
  })
  setInterval(() => {
    for (const socket of sockets) socket.write(message)
  }, intervalMs)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { port: typeof address === 'object' && address !== null ? address.port : 0 }
})
