import { labelled } from './labelled.ts'
import type { ReactNode } from 'react'
import { Link } from '../routes/router.tsx'
import { usePlace } from '../routes/router.tsx'
import { chooseTheme, themeChoices, useThemeChoice } from '../theme/theme.ts'
import type { ThemeChoice } from '../theme/theme.ts'
import { Icon } from './Icon.tsx'
import { Menu } from './Menu.tsx'
import type { MenuItem } from './Menu.tsx'
import { runShortcut } from './use-shortcuts.ts'

interface BarProps {
  readonly children?: ReactNode
  /** Things of the page itself, before the pages. */
  readonly menuItems?: readonly MenuItem[]
  readonly isTinted?: boolean
}

const pages = [
  { to: '/', label: 'Graphs' },
  { to: '/alerts', label: 'Alerts' },
  { to: '/services', label: 'Services' },
  { to: '/upstreams', label: 'Upstreams' },
] as const

const noItems: readonly MenuItem[] = []

/** The one slim bar of every page: home, what the page puts there, theme and menu. */
export function Bar({ children, menuItems = noItems, isTinted = false }: BarProps) {
  const items: readonly MenuItem[] = [
    ...menuItems,
    ...pages.map(({ to, label }, at) => ({ label, to, beginsPart: at === 0 && menuItems.length > 0 })),
    { label: 'Go to …', beginsPart: true, hint: 'g', onChoose: () => runShortcut('palette') },
    { label: 'Shortcuts', hint: '?', onChoose: () => runShortcut('help') },
  ]
  return (
    <header className={isTinted ? 'bar bar-tinted' : 'bar'}>
      <Link to="/" className="bar-home" title="All graphs">
        <HomeMark />
      </Link>
      {children}
      <ThemeButton />
      <Menu label="Menu" trigger={<Icon name="menu" />} items={items} />
    </header>
  )
}

/** The bar's links between the pages that are no graph. */
export function PageLinks() {
  const { path } = usePlace()
  return (
    <nav className="page-links" aria-label="Pages">
      {pages.map(({ to, label }) => (
        <Link key={to} to={to} aria-current={path === to ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  )
}

/** The next theme in the round: system, light, dark. */
export function nextTheme(choice: ThemeChoice): ThemeChoice {
  return themeChoices[(themeChoices.indexOf(choice) + 1) % themeChoices.length] ?? 'system'
}

function ThemeButton() {
  const choice = useThemeChoice()
  const icon = { system: 'system', light: 'sun', dark: 'moon' } as const
  const label = `Theme: ${choice}. Change to ${nextTheme(choice)}`
  return (
    <button
      type="button"
      className="icon-button bar-theme"
      {...labelled(label, 't')}
      onClick={() => chooseTheme(nextTheme(choice))}
    >
      <Icon name={icon[choice]} />
    </button>
  )
}

function HomeMark() {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d="M8 7.5h4.5a4 4 0 0 1 4 4V13"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
      <circle cx="6" cy="7.5" r="3.5" fill="currentColor" />
      <circle cx="16.5" cy="16.5" r="4.25" fill="var(--lamp-ok)" />
    </svg>
  )
}
