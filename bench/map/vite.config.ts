import { join } from 'node:path'
import { shipIcons } from '@statusgraph/web/ship-icons'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Serves the preview of the map and the pages of its benchmark; nothing of it is shipped.
const page = (name: string): string => join(import.meta.dirname, name)

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), shipIcons()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    target: 'es2023',
    rollupOptions: { input: ['pages/ours.html', 'pages/bare.html', 'pages/flow.html', 'preview/index.html'].map(page) },
  },
  cacheDir: '../../node_modules/.vite-bench',
  server: { host: '127.0.0.1', fs: { allow: ['../..'] } },
})
