import { useRef, useState } from 'react'
import { keptDrafts } from './kept-drafts.ts'

export interface DraftOptions {
  /** Whose field this is: an editor. */
  readonly owner: object
  /** Which of its fields, such as `node:cart:name`. */
  readonly fieldKey: string
  /** What the document says. */
  readonly value: string
  /** What is wrong with a text, in the model's words. */
  readonly findFault: (text: string) => string | undefined
  /** Takes a good text. `step` is the same for everything typed in one visit to the field. */
  readonly commit: (text: string, step: string) => void
}

export interface Draft {
  readonly text: string
  /** What is wrong with the text; told when the field is left, and until it is mended. */
  readonly fault: string | undefined
  readonly change: (text: string) => void
  readonly enter: () => void
  readonly leave: () => void
  /** Back to what the document says. */
  readonly giveUp: () => void
}

let visits = 0

/**
 * What is typed into a field of the document. Good texts go into the document at once; a bad one stays in the field and
 * nowhere else. What others change is shown, except where somebody is typing.
 */
export function useDraft({ owner, fieldKey, value, findFault, commit }: DraftOptions): Draft {
  const kept = keptDrafts(owner)
  const [typed, setTyped] = useState(() => kept.get(fieldKey))
  const [isJudged, setIsJudged] = useState(typed !== undefined)
  const step = useRef('')
  const fault = typed === undefined ? undefined : findFault(typed)

  const take = (text: string) => {
    kept.delete(fieldKey)
    setIsJudged(false)
    if (text !== value) commit(text, step.current === '' ? fieldKey : step.current)
  }
  return {
    text: typed ?? value,
    fault: isJudged ? fault : undefined,
    change(text) {
      setTyped(text)
      if (findFault(text) === undefined) take(text)
      else kept.set(fieldKey, text)
    },
    enter() {
      visits++
      step.current = `${fieldKey}#${visits}`
    },
    leave() {
      if (typed === undefined) return
      if (fault !== undefined) return setIsJudged(true)
      take(typed)
      setTyped(undefined)
    },
    giveUp() {
      kept.delete(fieldKey)
      setTyped(undefined)
      setIsJudged(false)
    },
  }
}
