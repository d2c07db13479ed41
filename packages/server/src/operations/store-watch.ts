import { StoreFailure, type GraphStore } from '@statusgraph/store'

/** The same store, and somebody who learns of each of its failures. */
export function watchStore(store: GraphStore, onFailure: (failure: StoreFailure) => void): GraphStore {
  const watch = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work
    } catch (error) {
      if (error instanceof StoreFailure) onFailure(error)
      throw error
    }
  }
  return {
    list: () => watch(store.list()),
    read: (id) => watch(store.read(id)),
    create: (graph, note) => watch(store.create(graph, note)),
    save: (graph, expectedRevision, note) => watch(store.save(graph, expectedRevision, note)),
    remove: (id, expectedRevision, by) => watch(store.remove(id, expectedRevision, by)),
    bin: () => watch(store.bin()),
    purge: (id) => watch(store.purge(id)),
    thin: (describe) => watch(store.thin(describe)),
    readOrder: () => watch(store.readOrder()),
    saveOrder: (ids) => watch(store.saveOrder(ids)),
    readMemos: () => watch(store.readMemos()),
    saveMemos: (changes) => watch(store.saveMemos(changes)),
    revisions: (id) => watch(store.revisions(id)),
    readRevision: (id, revision) => watch(store.readRevision(id, revision)),
    damaged: () => watch(store.damaged()),
    probe: () => watch(store.probe()),
    subscribe: (listener) => store.subscribe(listener),
    close: () => store.close(),
  }
}
