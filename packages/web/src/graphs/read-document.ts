/** What was pasted or dropped, as plain data, or why it is neither JSON nor YAML. */
export type ReadDocument =
  | { readonly ok: true; readonly document: unknown }
  | { readonly ok: false; readonly message: string }

/** Reads JSON, and anything else as YAML, whose reader is loaded only then. */
export async function readDocument(text: string): Promise<ReadDocument> {
  if (text.trim() === '') return { ok: false, message: 'There is nothing to read yet.' }
  if (/^\s*[{[]/.test(text)) {
    try {
      const document: unknown = JSON.parse(text)
      return { ok: true, document }
    } catch {
      // YAML in flow style begins like JSON; its reader says where the fault is.
    }
  }
  const { parseDocument } = await import('yaml')
  const parsed = parseDocument(text, { prettyErrors: true })
  const [fault] = parsed.errors
  if (fault !== undefined) return { ok: false, message: fault.message }
  try {
    // Aliases are how a small text becomes a huge document; a graph needs few.
    const document: unknown = parsed.toJS({ maxAliasCount: 50 })
    return { ok: true, document }
  } catch (cause) {
    return { ok: false, message: cause instanceof Error ? cause.message : 'the document cannot be read' }
  }
}
