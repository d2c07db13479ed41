import { stderr, stdin, stdout } from 'node:process'
import { readInput } from './read-input.ts'
import { run } from './run.ts'
import { showPlain } from './terminal.ts'

const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort())

let isOutputLost = false
stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that has gone, such as `head`, is no failure of ours.
  if (error.code === 'EPIPE' || isOutputLost) return
  isOutputLost = true
  process.exitCode = 1
  stderr.write(`error: the output cannot be written: ${error.message}\n`)
})
// A log that nobody takes, because its disk is full or its reader has gone, must not end a server.
stderr.on('error', () => undefined)

const code = await run(process.argv.slice(2), {
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text.split('\n').map(showPlain).join('\n')),
  input: async (mostBytes) => readInput(stdin, mostBytes),
  isColourful: stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  env: process.env,
  cwd: process.cwd(),
  ending: ending.signal,
  onReload: (listener) => process.on('SIGHUP', listener),
  now: () => ({ monoMs: performance.now(), wallMs: Date.now() }),
})
process.exitCode = isOutputLost ? 1 : code
