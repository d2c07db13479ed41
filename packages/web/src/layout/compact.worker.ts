import { arrangeGroups } from '@statusgraph/layout'
import type { Places, Sheet } from '@statusgraph/layout'

/** What the compact layout says while it works and when it is done. */
export type CompactReport =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly places: Places }

// The page's own library types name `self` a window; this is the part of a worker's scope that is used.
interface WorkerScope {
  postMessage(report: CompactReport, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<Sheet>) => void): void
}

declare const self: WorkerScope

self.addEventListener('message', ({ data }) => {
  let told = 0
  const places = arrangeGroups(data, 'compact', (share) => {
    if (share < told + 0.05) return
    told = share
    self.postMessage({ kind: 'progress', share }, [])
  })
  self.postMessage({ kind: 'done', places }, [])
})
