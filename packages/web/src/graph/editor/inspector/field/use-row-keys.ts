import { useRef } from 'react'

/**
 * Names for rows whose own name is being typed: a row keeps its field, and with it the caret, while the key of its
 * label or the id of its port changes under it.
 */
export function useRowKeys(): {
  readonly keyOf: (name: string) => string
  readonly rename: (from: string, to: string) => void
} {
  const keys = useRef(new Map<string, string>())
  const keyOf = (name: string): string => keys.current.get(name) ?? name
  return {
    keyOf,
    rename(from, to) {
      const key = keyOf(from)
      keys.current.delete(from)
      // A row that somebody adds later under the old name must not be taken for this one.
      keys.current.set(to, key)
      if (key === from) keys.current.set(from, `${from}\0again`)
    },
  }
}
