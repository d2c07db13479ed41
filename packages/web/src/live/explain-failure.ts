/** A sentence about anything that a request can fail with. */
export function explainFailure(failure: unknown): string {
  if (failure instanceof TypeError) return 'The server cannot be reached.'
  if (failure instanceof Error && failure.name === 'TimeoutError') return 'The server did not answer in time.'
  if (failure instanceof Error && failure.name.endsWith('ZodError'))
    return 'The server sent something this page cannot read.'
  // What is no JSON at all is nothing of ours: most likely the page of a proxy.
  if (failure instanceof SyntaxError) {
    return 'Something between this page and the server answered in its place, such as a page to sign in: reload to see it.'
  }
  return endSentence(failure instanceof Error ? failure.message : String(failure))
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
