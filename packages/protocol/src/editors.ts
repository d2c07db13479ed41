import * as z from 'zod/mini'

/** The request header that says who makes a change: a name, percent-encoded as UTF-8. */
export const editorHeader = 'Statusgraph-Editor'

/** How long somebody who announced an edit is believed to be at it. A client says so again well before. */
export const editorLifeMs = 30_000

/** More of a name is cut off. */
export const editorNameLength = 80

/** Somebody who has a graph open for editing. */
export const editorPresenceSchema = z.object({
  /** Chosen by the client, one for each tab. */
  id: z.string(),
  name: z.string(),
  /** ISO 8601: when the editing began. */
  since: z.string(),
})
export type EditorPresence = z.infer<typeof editorPresenceSchema>

/** A name as it may be shown: one line without control characters, not too long; undefined when nothing is left. */
export function cleanEditorName(text: string): string | undefined {
  const clean = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  const name = Array.from(clean).slice(0, editorNameLength).join('').trim()
  return name === '' ? undefined : name
}

/** Reads the header {@link editorHeader}; undefined when it names nobody. */
export function readEditorHeader(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  try {
    return cleanEditorName(decodeURIComponent(header))
  } catch {
    // An author that cannot be read is no reason to refuse somebody's work.
    return undefined
  }
}
