import { emptyHistory } from '@statusgraph/model'
import type { GraphDocument, History } from '@statusgraph/model'
import { advanceWork, beginWork } from '../work/work.ts'
import type { Work, WorkEvent } from '../work/work.ts'
import type { KeptDraft } from './shelf.ts'

/** Another number means that an older page cannot read what a newer one kept, or the other way round. */
const format = 1

/** A draft that was read: the work as it was left. */
export interface ReadDraft {
  readonly work: Work
  /** The number of the newest event; undefined when not all of them could be read, and the draft must begin anew. */
  readonly newest: number | undefined
}

/** What a draft begins with. Nothing that waits for an answer is in it: begin where nothing does. */
export function writeBeginning({ base, graph, history }: Work): string {
  return JSON.stringify({ format, base, ...(graph === base.graph ? {} : { graph }), history })
}

export function writeEvent(event: WorkEvent): string {
  return JSON.stringify(event)
}

/** Reads a draft; undefined when this page cannot. An event that cannot be read ends it: what came before is good. */
export function readDraft({ beginning, events }: KeptDraft): ReadDraft | undefined {
  let work = readBeginning(beginning)
  if (work === undefined) return undefined
  let newest = 0
  for (const { number, text } of events) {
    const next = readNext(work, text)
    if (next === undefined) return { work, newest: undefined }
    work = next
    newest = number
  }
  return { work, newest }
}

function readBeginning(text: string): Work | undefined {
  const read = parseJson(text)
  if (!isRecord(read) || read['format'] !== format) return undefined
  const { base, graph, history } = read
  if (!isRecord(base) || typeof base['revision'] !== 'number' || !isDocument(base['graph'])) return undefined
  const begun = beginWork({ graph: base['graph'], revision: base['revision'] })
  return {
    ...begun,
    ...(isDocument(graph) ? { graph } : {}),
    history: isHistory(history) ? history : emptyHistory,
  }
}

function readNext(work: Work, text: string): Work | undefined {
  const event = parseJson(text)
  if (!isEvent(event)) return undefined
  try {
    return advanceWork(work, event)
  } catch {
    return undefined
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// Only this page writes here, so the frame is what is checked: it tells a draft from anything else.

function isDocument(value: unknown): value is GraphDocument {
  return isRecord(value) && typeof value['id'] === 'string' && isElements(value['nodes']) && isElements(value['edges'])
}

function isElements(value: unknown): boolean {
  return Array.isArray(value) && value.every((element) => isRecord(element) && typeof element['id'] === 'string')
}

function isHistory(value: unknown): value is History {
  return isRecord(value) && Array.isArray(value['done']) && Array.isArray(value['undone'])
}

const eventKinds: Readonly<Record<WorkEvent['kind'], true>> = {
  edited: true,
  undone: true,
  redone: true,
  sent: true,
  saved: true,
  received: true,
  decided: true,
  adopted: true,
}

function isEvent(value: unknown): value is WorkEvent {
  return isRecord(value) && typeof value['kind'] === 'string' && Object.hasOwn(eventKinds, value['kind'])
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
