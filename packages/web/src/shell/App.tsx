import { lazy, Suspense, useEffect, useState } from 'react'
import { GraphPage } from '../graph/GraphPage.tsx'
import { nextTheme } from '../parts/Bar.tsx'
import { EmptyScreen } from '../parts/EmptyScreen.tsx'
import { Skeleton } from '../parts/Skeleton.tsx'
import { Toasts } from '../parts/Toast.tsx'
import { useShortcuts } from '../parts/use-shortcuts.ts'
import { readRoute } from '../routes/paths.ts'
import type { Route } from '../routes/paths.ts'
import { Link, usePlace } from '../routes/router.tsx'
import { readViewState } from '../routes/view-state.ts'
import { chooseTheme, currentThemeChoice, forceTheme } from '../theme/theme.ts'
import { Page } from '../parts/Page.tsx'
import { Palette } from './Palette.tsx'
import { UpgradeWatch } from './UpgradeWatch.tsx'
import { useStay } from './use-stay.ts'

const GraphsPage = lazy(async () => ({ default: (await import('../graphs/GraphsPage.tsx')).GraphsPage }))
const AlertsPage = lazy(async () => ({ default: (await import('../alerts/AlertsPage.tsx')).AlertsPage }))
const ServicesPage = lazy(async () => ({ default: (await import('../services/ServicesPage.tsx')).ServicesPage }))
const UpstreamsPage = lazy(async () => ({ default: (await import('../upstreams/UpstreamsPage.tsx')).UpstreamsPage }))
const ShortcutSheet = lazy(async () => ({ default: (await import('./ShortcutSheet.tsx')).ShortcutSheet }))

/** Which page is shown, and what lies over every page. */
export function App() {
  const { path, search } = usePlace()
  const route = readRoute(path)
  const [open, setOpen] = useState<'palette' | 'help' | undefined>()
  const theme = readViewState(search).theme
  useStay()
  useEffect(() => forceTheme(theme), [theme])
  useShortcuts({
    palette: () => setOpen(open === 'palette' ? undefined : 'palette'),
    help: () => setOpen('help'),
    theme: () => chooseTheme(nextTheme(currentThemeChoice())),
  })
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <Suspense fallback={<Skeleton />}>
        <PageOf route={route} />
      </Suspense>
      {open === 'palette' && (
        <Palette graph={route.page === 'graph' ? route.graph : undefined} onClose={() => setOpen(undefined)} />
      )}
      <Suspense fallback={null}>{open === 'help' && <ShortcutSheet onClose={() => setOpen(undefined)} />}</Suspense>
      <UpgradeWatch />
      <Toasts />
    </>
  )
}

function PageOf({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'graphs':
      return <GraphsPage />
    case 'graph':
      return <GraphPage key={route.graph} id={route.graph} />
    case 'alerts':
      return <AlertsPage />
    case 'services':
      return <ServicesPage />
    case 'upstreams':
      return <UpstreamsPage />
    case 'missing':
      return (
        <Page title="Not found">
          <EmptyScreen
            drawing="lost"
            title="There is no such page"
            actions={
              <Link className="button primary" to="/">
                All graphs
              </Link>
            }
          >
            <p>
              Nothing stands at <code>{route.path}</code>.
            </p>
          </EmptyScreen>
        </Page>
      )
  }
}
