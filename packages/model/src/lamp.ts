/** What a lamp can say about a node. */
export const lamps = ['critical', 'warning', 'unknown', 'muted', 'ok'] as const
export type Lamp = (typeof lamps)[number]

/** What an alert's severity can mean; `none` is kept and listed but colours nothing. */
export const alertLamps = ['critical', 'warning', 'none'] as const
export type AlertLamp = (typeof alertLamps)[number]

const rank: Readonly<Record<Lamp, number>> = {
  critical: 0,
  warning: 1,
  unknown: 2,
  muted: 3,
  ok: 4,
}

/** Orders lamps worst first: critical, warning, unknown, muted, ok. */
export function compareLamps(a: Lamp, b: Lamp): number {
  return rank[a] - rank[b]
}

/** The worst of some lamps; `undefined` for none at all, because no lamp is not a good lamp. */
export function worstLamp(some: Iterable<Lamp>): Lamp | undefined {
  let worst: Lamp | undefined
  for (const lamp of some) {
    if (worst === undefined || compareLamps(lamp, worst) < 0) worst = lamp
  }
  return worst
}
