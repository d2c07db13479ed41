import type { Keeping, SaveState } from './session.ts'

/** How the state of a save is shown: the mark before it, the words, and what they mean in a sentence. */
export interface SaveWords {
  readonly mark: 'busy' | 'good' | 'waiting' | 'bad'
  readonly words: string
  readonly meaning: string
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false })

/** A time of day in the reader's own zone: `14:02`. */
export function sayClock(iso: string): string {
  return clock.format(new Date(iso))
}

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long' })

/** The day before a time of day, with a comma; nothing for today. */
export function sayDay(iso: string, now = new Date()): string {
  const date = new Date(iso)
  return date.toDateString() === now.toDateString() ? '' : `${day.format(date)}, `
}

/** Says where the work is. */
export function saySaving(saving: SaveState, keeping: Keeping, conflicts: number): SaveWords {
  const isKept = keeping.kind === 'kept'
  const kept = isKept ? 'Your work is kept in this browser.' : `Your work is not kept on this device: ${keeping.reason}`
  switch (saving.kind) {
    case 'saved':
      return saving.at === undefined
        ? { mark: 'good', words: 'All saved', meaning: `The server has everything, as revision ${saving.revision}.` }
        : {
            mark: 'good',
            words: `Saved ${sayClock(saving.at)}`,
            meaning: `The server has everything, as revision ${saving.revision}.`,
          }
    case 'unsaved':
      return { mark: 'busy', words: 'Unsaved', meaning: `It is saved when you pause, or with Ctrl+S. ${kept}` }
    case 'saving':
      return { mark: 'busy', words: 'Saving …', meaning: `On its way to the server. ${kept}` }
    case 'offline':
      return {
        mark: isKept ? 'waiting' : 'bad',
        words: saving.needsSignIn ? sayPlace('Signed out', isKept) : sayPlace('Offline', isKept),
        meaning: `${saving.reason} ${kept} It is tried again by itself.`,
      }
    case 'refused':
      return { mark: 'bad', words: `Not saved: ${saving.reason}`, meaning: kept }
    case 'conflict':
      return {
        mark: 'bad',
        words: conflicts === 1 ? '1 conflict' : `${conflicts} conflicts`,
        meaning: `Saved when you have decided. ${kept}`,
      }
  }
}

function sayPlace(state: string, isKept: boolean): string {
  return isKept ? `${state}, kept here` : `${state}, not kept on this device`
}
