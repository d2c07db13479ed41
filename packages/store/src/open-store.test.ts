import { openStore } from './open-store.ts'
import { scratchFolder, tickingClock } from './testing/scratch-folder.ts'
import { describeGraphStore } from './testing/store-contract.ts'

describeGraphStore('The store with provisioned graphs', {
  makePlace: scratchFolder,
  open: (dataDir, now = tickingClock()) => openStore({ dataDir, now, pollMs: 20 }),
})
