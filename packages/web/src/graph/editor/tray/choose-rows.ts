/** Which rows are chosen, and from where a stretch of them is extended. */
export interface Choice {
  readonly keys: ReadonlySet<string>
  readonly anchor: string | undefined
}

export const noChoice: Choice = { keys: new Set(), anchor: undefined }

/** What a press on a row means: alone, one more or one less, or everything from the anchor to it. */
export type ChoosingWay = 'alone' | 'toggle' | 'stretch'

export function chooseRow(choice: Choice, order: readonly string[], key: string, way: ChoosingWay): Choice {
  switch (way) {
    case 'alone':
      return { keys: new Set([key]), anchor: key }
    case 'toggle': {
      const keys = new Set(choice.keys)
      if (!keys.delete(key)) keys.add(key)
      return { keys, anchor: key }
    }
    case 'stretch': {
      const from = choice.anchor === undefined ? -1 : order.indexOf(choice.anchor)
      const to = order.indexOf(key)
      if (from === -1 || to === -1) return { keys: new Set([...choice.keys, key]), anchor: key }
      const stretch = order.slice(Math.min(from, to), Math.max(from, to) + 1)
      return { keys: new Set([...choice.keys, ...stretch]), anchor: choice.anchor }
    }
  }
}

/** Everything, or nothing when everything is chosen already. */
export function chooseAll(choice: Choice, order: readonly string[]): Choice {
  const isAll = order.length > 0 && order.every((key) => choice.keys.has(key))
  return isAll ? noChoice : { keys: new Set(order), anchor: choice.anchor }
}

/** What of a choice is still there to be drawn. */
export function keepChoice(choice: Choice, order: readonly string[]): Choice {
  const kept = order.filter((key) => choice.keys.has(key))
  return kept.length === choice.keys.size ? choice : { keys: new Set(kept), anchor: choice.anchor }
}
