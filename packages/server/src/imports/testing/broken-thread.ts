// A thread whose reader has every defect that a reader could have; the text of the file says which.
import { parentPort } from 'node:worker_threads'
import type { ReadingAnswer, ReadingOrder } from '../reading.ts'

const say = (answer: ReadingAnswer): void => parentPort?.postMessage(answer, [])

parentPort?.on('message', ({ files: [file] }: ReadingOrder) => {
  const text = new TextDecoder().decode(file?.bytes)
  if (text === 'loops') for (;;);
  if (text === 'grows') for (const held: unknown[] = []; ;) held.push(Array.from({ length: 1_000 }, () => ({})))
  if (text === 'throws') throw new Error('a mistake')
  if (text === 'leaves') process.exit(3)
  if (text === 'rejects') void Promise.reject(new Error('a late mistake'))
  else say({ kind: 'read', result: { ok: false, diagnostics: [{ kind: 'error', message: `read ${text}` }] } })
})
say({ kind: 'ready' })
