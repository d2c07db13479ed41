// A server as far as its data folder is concerned: holds the folder until it is killed.
import { holdFolder } from '../sqlite/hold-folder.ts'

await holdFolder(process.argv[2] ?? '', { waitMs: 0 })
process.stdout.write('holding\n')
setInterval(() => undefined, 60_000)
