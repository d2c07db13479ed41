import { join } from 'node:path'
import { shipIcons } from '@statusgraph/web/ship-icons'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

// Serves the preview of the map and the pages of its benchmark; nothing of it is shipped.
const page = (name: string): string => join(import.meta.dirname, name)

/** What stands around our own map runs on what the map runs on; React Flow beside it has React itself. */
const sameReact: Plugin = {
  name: 'same-react',
  enforce: 'pre',
  async resolveId(source, importer) {
    const isOurs = importer !== undefined && /map\/(?:preview\/|pages\/ours)/.test(importer)
    if (!isOurs || !/^react(?:-dom)?(?:\/|$)/.test(source)) return null
    return this.resolve(source, join(import.meta.dirname, '../../packages/web/src/index.ts'), { skipSelf: true })
  },
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [sameReact, react(), shipIcons()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    target: 'es2023',
    rollupOptions: { input: ['pages/ours.html', 'pages/bare.html', 'pages/flow.html', 'preview/index.html'].map(page) },
  },
  cacheDir: '../../node_modules/.vite-bench',
  server: { host: '127.0.0.1', fs: { allow: ['../..'] } },
})
