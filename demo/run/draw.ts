// Gives a Statusgraph the graph of the shop: node demo/run/draw.ts http://127.0.0.1:8000
import { drawShop, waitUntilColoured } from './graph.ts'

const url = process.argv[2] ?? 'http://127.0.0.1:8000'
await drawShop(url)
await waitUntilColoured(url, new AbortController().signal)
console.log(`ready ${url}`)
