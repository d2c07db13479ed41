import { stderr, stdin, stdout } from 'node:process'
import { readInput } from './read-input.ts'
import { run } from './run.ts'

const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort())

// A reader that has gone, such as `head`, is no failure of ours.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  input: async (mostBytes) => readInput(stdin, mostBytes),
  isColourful: stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '',
  env: process.env,
  cwd: process.cwd(),
  ending: ending.signal,
  onReload: (listener) => process.on('SIGHUP', listener),
  now: () => ({ monoMs: performance.now(), wallMs: Date.now() }),
})
