import type { Handover } from '@statusgraph/model'

type OfKind<Kind extends Handover['kind']> = Extract<Handover, { kind: Kind }>

/** Keeps every hand-over, and lets a test wait for the one it means without sleeping. */
export interface HandoverRecord {
  readonly all: readonly Handover[]
  readonly onHandover: (handover: Handover) => void
  /** The next hand-over of a kind for which this holds. */
  readonly next: <Kind extends Handover['kind']>(
    kind: Kind,
    isWanted?: (handover: OfKind<Kind>) => boolean,
  ) => Promise<OfKind<Kind>>
}

export function recordHandovers(): HandoverRecord {
  const all: Handover[] = []
  const waiting = new Set<(handover: Handover) => void>()
  return {
    all,
    onHandover(handover) {
      all.push(handover)
      for (const tell of waiting) tell(handover)
    },
    next<Kind extends Handover['kind']>(kind: Kind, isWanted: (handover: OfKind<Kind>) => boolean = () => true) {
      const isOfKind = (handover: Handover): handover is OfKind<Kind> => handover.kind === kind
      return new Promise<OfKind<Kind>>((resolve) => {
        const tell = (handover: Handover) => {
          if (!isOfKind(handover) || !isWanted(handover)) return
          waiting.delete(tell)
          resolve(handover)
        }
        waiting.add(tell)
      })
    },
  }
}
