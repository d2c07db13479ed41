/** Silences in a real Alertmanager, made and ended through its API. */
export interface Silences {
  /** Silences whatever one service says for a while; a second silence replaces the first. */
  silence(service: string, words: { readonly createdBy: string; readonly comment: string }): Promise<void>
  /** Ends the silence that {@link silence} made, if there is one. */
  expire(service: string): Promise<void>
}

/** @param lastsMs how long a silence lasts if nobody expires it */
export function createSilences(alertmanagerUrl: string, lastsMs: number): Silences {
  const made = new Map<string, string>()

  async function expire(service: string): Promise<void> {
    const id = made.get(service)
    if (id === undefined) return
    made.delete(service)
    await ask(`${alertmanagerUrl}/api/v2/silence/${id}`, { method: 'DELETE' })
  }

  return {
    expire,
    async silence(service, { createdBy, comment }) {
      await expire(service)
      const now = Date.now()
      const body = {
        matchers: [{ name: 'service_id', value: service, isRegex: false, isEqual: true }],
        startsAt: new Date(now).toISOString(),
        endsAt: new Date(now + lastsMs).toISOString(),
        createdBy,
        comment,
      }
      const answer: unknown = await ask(`${alertmanagerUrl}/api/v2/silences`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (typeof answer === 'object' && answer !== null && 'silenceID' in answer) {
        made.set(service, String(answer.silenceID))
      }
    },
  }
}

async function ask(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(5_000) })
  const text = await response.text()
  if (!response.ok) throw new Error(`Alertmanager answered ${response.status}: ${text.slice(0, 200)}`)
  return text === '' ? undefined : JSON.parse(text)
}
