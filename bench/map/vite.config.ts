import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Serves the preview of the map and the pages of its benchmark; nothing of it is shipped.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  worker: { format: 'es' },
  cacheDir: '../../node_modules/.vite-bench',
  server: { host: '127.0.0.1', fs: { allow: ['../..'] } },
})
