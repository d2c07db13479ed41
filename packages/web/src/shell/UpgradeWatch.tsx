import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { aboutQuery } from '../live/queries.ts'
import { usePlace } from '../routes/router.tsx'
import { readViewState } from '../routes/view-state.ts'

const reloadedKey = 'statusgraph.reloaded-for'

/**
 * Notices that the server was upgraded under the page. A wall screen reloads itself, once per build;
 * anyone else is asked, because they may be in the middle of something.
 */
export function UpgradeWatch() {
  const { search } = usePlace()
  const { isKiosk } = readViewState(search)
  const { data } = useQuery(aboutQuery)
  const build = data?.build
  const [first, setFirst] = useState(build)
  if (first === undefined && build !== undefined) setFirst(build)
  const isNew = build !== undefined && first !== undefined && first !== build
  useEffect(() => {
    if (!isNew || !isKiosk || build === undefined || wasReloadedFor(build)) return
    sessionStorage.setItem(reloadedKey, build)
    globalThis.location.reload()
  }, [isNew, isKiosk, build])
  if (!isNew || isKiosk) return null
  return (
    <output className="upgrade">
      <span>The server was upgraded.</span>
      <button type="button" className="button" onClick={() => globalThis.location.reload()}>
        Reload the page
      </button>
    </output>
  )
}

// Without storage the reload could repeat for ever; then it is left to a person.
function wasReloadedFor(build: string): boolean {
  try {
    return sessionStorage.getItem(reloadedKey) === build
  } catch {
    return true
  }
}
