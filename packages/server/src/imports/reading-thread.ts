// The thread in which files of strangers are read: whatever they do to it, it can be ended from outside.
import { parentPort } from 'node:worker_threads'
import { decodeText, readDiagram } from '@statusgraph/importers'
import type { DiagramResult } from '@statusgraph/importers'
import type { ReadingAnswer, ReadingOrder } from './reading.ts'

const say = (answer: ReadingAnswer): void => parentPort?.postMessage(answer, [])

parentPort?.on('message', (order: ReadingOrder) => {
  void read(order).then((result) => say({ kind: 'read', result }))
})
say({ kind: 'ready' })

async function read({ bytes, name, format, choice }: ReadingOrder): Promise<DiagramResult> {
  try {
    return await readDiagram({ text: decodeText(bytes), name }, { format, choice })
  } catch (error) {
    // No reader throws for what is in a file; one that does has a defect, and the file is still only unreadable.
    const reason = error instanceof Error ? error.message.slice(0, 300) : 'for no reason that it gives'
    const message = `The reader of this format failed, which is a mistake of ours: ${reason}`
    return { ok: false, format, diagnostics: [{ kind: 'error', message }] }
  }
}
