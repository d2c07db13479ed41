// The thread in which pictures are drawn: the ways of a thousand edges take longer than the pulse of the server may pause.
import { parentPort } from 'node:worker_threads'
import { writePicture } from './write-picture.ts'
import type { PictureOrder } from './write-picture.ts'

parentPort?.on('message', (order: PictureOrder) => parentPort?.postMessage(writePicture(order), []))
