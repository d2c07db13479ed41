import type { HttpClient } from '../client/http-client.ts'
import type { UpstreamClock } from '../source.ts'

/** The clocks of those who have told the time. */
export function clocksOf(
  asked: readonly { readonly name: string; readonly client: HttpClient }[],
): readonly UpstreamClock[] {
  return asked.flatMap(({ name, client }) => {
    const aheadMs = client.clockAheadMs()
    return aheadMs === undefined ? [] : [{ url: name, aheadMs }]
  })
}
