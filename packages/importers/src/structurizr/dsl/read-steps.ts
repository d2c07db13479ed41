import { describeStep } from '../workspace.ts'
import type { WorkspaceElement, WorkspaceRelationship } from '../workspace.ts'
import { findArrow } from './read-relationship.ts'
import { findKnown, textOf } from './reading.ts'
import type { Context, Reading } from './reading.ts'
import type { Statement } from './statements.ts'

const outside: Context = { groups: [], path: '' }

/** Reads the steps of a dynamic view in their order: `a -> b "Asks"`, `3: a -> b`, or the identifier of a relationship. */
export function readSteps(reading: Reading, body: readonly Statement[]): readonly WorkspaceRelationship[] {
  const steps: WorkspaceRelationship[] = []
  const readAll = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      const step = readStep(reading, statement, String(steps.length + 1))
      if (step !== undefined) steps.push(step)
      // Steps at the same time stand in braces of their own, which belong to the step before.
      readAll(statement.body ?? [])
    }
  }
  readAll(body)
  return steps
}

function readStep(reading: Reading, statement: Statement, count: string): WorkspaceRelationship | undefined {
  const { tokens, line } = statement
  const order = /^(\S+):$/.exec(tokens[0]?.text ?? '')?.[1]
  const words = order === undefined ? tokens : tokens.slice(1)
  const arrow = findArrow({ ...statement, tokens: words })
  const [first, , third, description, technology] = words.map((token) => textOf(reading, token))
  if (arrow?.at !== 1) {
    const known = words.length > 2 ? undefined : findKnown(reading, outside, first ?? '')
    if (known?.kind !== 'relationship') return undefined
    const text = words.length === 2 ? textOf(reading, words[1]) : known.relationship.description
    return { ...known.relationship, description: describeStep(order ?? count, text), line }
  }
  const source = findKnown(reading, outside, first ?? '')
  const target = findKnown(reading, outside, third ?? '')
  if (source?.kind !== 'element' || target?.kind !== 'element') {
    const message = 'A step of a view was left out: one of its ends is no element in this file.'
    reading.diagnostics.push({ kind: 'lost', message, line })
    return undefined
  }
  const model = findBetween(reading, source.element, target.element)
  return {
    source: source.element.key,
    target: target.element.key,
    description: describeStep(order ?? count, description || model?.description),
    technology: technology || model?.technology,
    tags: [],
    isImplied: false,
    line,
  }
}

/** What the model says of the two, for a step that does not say it itself. */
function findBetween(
  reading: Reading,
  source: WorkspaceElement,
  target: WorkspaceElement,
): WorkspaceRelationship | undefined {
  reading.budget -= reading.workspace.relationships.length
  if (reading.budget < 0) return undefined
  return reading.workspace.relationships.find((one) => one.source === source.key && one.target === target.key)
}
