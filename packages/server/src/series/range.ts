const unitsMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 } as const

/** The ranges that are asked for: few, so that many viewers share each answer. */
const steps = ['5m', '15m', '30m', '1h', '3h', '6h', '12h', '1d', '2d', '7d', '14d', '30d'] as const

export interface Range {
  readonly text: string
  readonly ms: number
}

/** Reads a Prometheus duration and rounds it up to the next step; undefined when it is none, or out of 5m to 30d. */
export function readRange(text: string): Range | undefined {
  const ms = readDurationMs(text)
  if (ms === undefined || ms < 300_000) return undefined
  for (const step of steps) {
    const stepMs = readDurationMs(step)
    if (stepMs !== undefined && ms <= stepMs) return { text: step, ms: stepMs }
  }
  return undefined
}

/** A length of time as Prometheus writes it, such as `1h30m`; undefined when it is none. */
function readDurationMs(text: string): number | undefined {
  const parts = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text)
  if (parts === null || text === '') return undefined
  const units = ['y', 'w', 'd', 'h', 'm', 's', 'ms'] as const
  return units.reduce((sum, unit, index) => sum + Number(parts[index + 1] ?? 0) * unitsMs[unit], 0)
}

/** A length of time as Prometheus writes it. */
export function writeDuration(ms: number): string {
  let left = ms
  let text = ''
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const count = Math.floor(left / unitsMs[unit])
    if (count > 0) text += `${count}${unit}`
    left -= count * unitsMs[unit]
  }
  return text === '' ? '0s' : text
}
