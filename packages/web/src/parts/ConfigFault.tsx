import { useQuery } from '@tanstack/react-query'
import { aboutQuery } from '../live/queries.ts'
import { Banner } from './Banner.tsx'
import { HostileText } from './HostileText.tsx'

/** Stands wherever people look for what a change of the configuration did, until the configuration is good again. */
export function ConfigFault() {
  const { data: about } = useQuery(aboutQuery)
  if (about?.configFault === undefined) return null
  return (
    <Banner mark="warning" title="The newest configuration is bad; the one before it is in force">
      <HostileText text={about.configFault} className="mono" />
    </Banner>
  )
}
