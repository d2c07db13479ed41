// The thread in which files of strangers are read: whatever they do to it, it can be ended from outside.
import { parentPort } from 'node:worker_threads'
import { decodeText, joinFiles, readDiagram } from '@statusgraph/importers'
import type { DiagramResult, ImportFile } from '@statusgraph/importers'
import type { ReadingAnswer, ReadingOrder, UnreadFile } from './reading.ts'

const say = (answer: ReadingAnswer): void => parentPort?.postMessage(answer, [])

parentPort?.on('message', (order: ReadingOrder) => {
  void read(order).then((result) => say({ kind: 'read', result }))
})
say({ kind: 'ready' })

async function read({ files, format, choice }: ReadingOrder): Promise<DiagramResult> {
  try {
    return await readDiagram(decode(files), { format, choice })
  } catch (error) {
    // No reader throws for what is in a file; one that does has a defect, and the file is still only unreadable.
    const reason = error instanceof Error ? error.message.slice(0, 300) : 'it says no more'
    const message = `The reader of this format failed, which is a mistake of ours: ${reason}`
    return { ok: false, format, diagnostics: [{ kind: 'error', message }] }
  }
}

function decode(files: readonly UnreadFile[]): ImportFile {
  const decoded = files.map(({ bytes, name }) => ({ text: decodeText(bytes), name }))
  const [only] = decoded
  if (only !== undefined && decoded.length === 1) return only
  return joinFiles(decoded.map(({ text, name = '' }) => ({ text, name })))
}
