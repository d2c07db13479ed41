import './parts/no-code-from-text.ts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { warmMap } from './map/index.ts'
import { withoutBase } from './routes/base.ts'
import { readRoute } from './routes/paths.ts'
import { App } from './shell/App.tsx'
import { ErrorBoundary } from './shell/ErrorBoundary.tsx'
import { applyTheme } from './theme/theme.ts'
import './theme/font.css'
import './theme/tokens.css'
import './theme/base.css'
import './parts/parts.css'

applyTheme()
// Whoever draws loads its file while everything else is made.
if (readRoute(withoutBase(globalThis.location.pathname)).page === 'graph') warmMap()

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The lists ask again by themselves; one more try at once hides a dropped connection, more would hide an outage.
      retry: 1,
      refetchOnWindowFocus: true,
      // Whether the network is there is for the request to find out.
      networkMode: 'always',
    },
  },
})

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no place to draw in')
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </ErrorBoundary>
  </StrictMode>,
)
