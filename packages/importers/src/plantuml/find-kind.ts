import type { SourceLine } from './source-line.ts'
import type { Statement } from './statement.ts'

/** A kind of diagram that PlantUML draws from `@startuml` and that shows something else than a system. */
export interface OtherKind {
  /** `an activity diagram` */
  readonly name: string
  /** What it shows. */
  readonly shows: string
  /** What became of it here; undefined when nothing can be made of it. */
  readonly became?: string
  readonly line: number
}

/** Words that a sequence diagram declares its participants with. */
const participants = new Set([
  'participant',
  'actor',
  'actor/',
  'boundary',
  'control',
  'entity',
  'database',
  'collections',
  'queue',
])

const step =
  /^\s*(?:(?:start|stop|kill|detach|fork|fork again|end fork|repeat|split|end split)\s*;?|:[^:]*;|\|[^|]+\||(?:if|elseif|while|switch)\s*\(.*|endif|(?:repeat\s*while|endwhile|end\s*while)\b.*)\s*$/i
/** An old activity diagram begins and ends with this. */
const flowEnd = /\(\*(?:top)?\)/
const timeline = /^\s*(?:robust|concise|binary|clock|analog)\s+(?:"|\w)/i
const ofOtherLanguage = /^\s*(salt|nwdiag|ditaa|sudoku|stdlib|listsprites?|listfonts?|listopeniconic)\b\s*\{?\s*$/i

/** What a diagram is that is no component, deployment or class diagram; undefined when it is one, or cannot be told. */
export function findOtherKind(
  lines: readonly SourceLine[],
  statements: readonly Statement[],
  includesSequence: boolean,
): OtherKind | undefined {
  const first = lines.find(({ text }) => text.trim() !== '' && !text.trim().startsWith('!'))
  const language = ofOtherLanguage.exec(first?.text ?? '')?.[1]?.toLowerCase()
  if (first !== undefined && language !== undefined) {
    return { name: `a drawing of the language ${language}`, shows: 'no elements and links', line: first.line }
  }
  const times = lines.find(({ text }) => timeline.test(text))
  if (times !== undefined && lines.some(({ text }) => /^\s*@[+\w:]/.test(text))) {
    return { name: 'a timing diagram', shows: 'states over time', line: times.line }
  }
  const elements = statements.filter(({ kind }) => kind === 'element' || kind === 'open').length
  const steps = lines.filter(({ text }) => step.test(text))
  const flow = lines.find(({ text }) => flowEnd.test(text) && /[-.]>/.test(text)) ?? steps[0]
  if (flow !== undefined && (flowEnd.test(flow.text) || (steps.length > 1 && steps.length > elements))) {
    return { name: 'an activity diagram', shows: 'the steps of a process', line: flow.line }
  }
  const message = statements.find(({ kind }) => kind === 'link')
  const isSequence = includesSequence || statements.some(isOfSequence) || statements.every(couldBeInSequence)
  if (message !== undefined && isSequence) {
    return {
      name: 'a sequence diagram',
      shows: 'messages in their order',
      became: 'its participants became nodes and its messages edges',
      line: message.line,
    }
  }
  const state = statements.find(isOfStates)
  if (state !== undefined && statements.every((one) => !isElement(one) || isOfStates(one))) {
    return {
      name: 'a state diagram',
      shows: 'the states of one thing',
      became: 'its states became nodes and its transitions edges',
      line: state.line,
    }
  }
  return undefined
}

/** Nothing but a sequence diagram has this. */
function isOfSequence(statement: Statement): boolean {
  return statement.kind === 'sequence' || (statement.kind === 'element' && statement.element.word === 'participant')
}

function isElement({ kind }: Statement): boolean {
  return kind === 'element' || kind === 'open'
}

function isOfStates(statement: Statement): boolean {
  return (
    statement.kind === 'terminal' ||
    ((statement.kind === 'element' || statement.kind === 'open') && statement.element?.word === 'state')
  )
}

/** PlantUML takes a text for a sequence diagram whenever it can. */
function couldBeInSequence(statement: Statement): boolean {
  switch (statement.kind) {
    case 'element':
      return participants.has(statement.element.word) && statement.element.c4 === undefined
    case 'link':
      return statement.link.isMessage === true && !statement.link.isHidden
    case 'open':
    case 'close':
    case 'macro':
    case 'terminal':
    case 'field':
    case 'sight':
    case 'separator':
    case 'url':
      return false
    case 'note':
    case 'sequence':
    case 'title':
    case 'unknown':
      return true
  }
}
