import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { shipIcons } from './build/icon-plugin.ts'

// During development the API is asked from a server that runs beside Vite.
const devServer = process.env['STATUSGRAPH_DEV_SERVER'] ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react(), shipIcons()],
  // Relative, because the path under which a reverse proxy mounts us is known only when the page is served:
  // the server writes it into index.html, and every other file finds its neighbours from its own address.
  base: './',
  // The libraries of others find React at the root, where the benches have the real one; the page has Preact's.
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    target: 'es2023',
    outDir: 'dist',
    // Which file loads which: what a viewer loads has a budget.
    manifest: true,
    // A data: URL would need its own hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Chunks are run before whoever imports them: what configures zod must be in its own, ahead of every schema.
      // The large zod that some formats are read with is not wanted there; the small one serves every page.
      output: {
        codeSplitting: {
          groups: [
            { name: 'zod', test: /\/zod\/(?:mini|v4\/(?:core|locales|mini))\/|no-code-from-text/, priority: 1 },
            // One file for all that the first picture needs: on a slow line each further one costs a journey.
            { name: 'page', tags: ['$initial'] },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': devServer, '/-': devServer, '/metrics': devServer } },
})
