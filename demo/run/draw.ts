// Gives a Statusgraph the graphs of the shop, as soon as it serves, and says where people find it when that is elsewhere:
// node demo/run/draw.ts http://statusgraph:8000 http://127.0.0.1:8000
import { discoverShop, drawShop, waitUntilColoured, waitUntilServing } from './graph.ts'

const url = process.argv[2] ?? 'http://127.0.0.1:8000'
const { signal } = new AbortController()
await waitUntilServing(url, signal)
await drawShop(url)
await discoverShop(url)
await waitUntilColoured(url, signal)
console.log(`ready ${process.argv[3] ?? url}`)
