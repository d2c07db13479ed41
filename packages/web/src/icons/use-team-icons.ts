import type { IconList } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { explainFailure } from '../live/api.ts'
import { forgetTeamIcons, listTeamIcons } from './icon-library.ts'

/** The team's own icons, as far as they are known. */
export interface TeamIcons {
  readonly list: IconList | undefined
  /** Why they could not be asked for. */
  readonly failure: string | undefined
  readonly retry: () => void
}

/** Asks for the team's icons anew: whoever chooses wants to see the file that was just put into the folder. */
export function useTeamIcons(): TeamIcons {
  const { data, error, refetch } = useQuery({
    queryKey: ['icons'],
    queryFn: () => {
      forgetTeamIcons()
      return listTeamIcons()
    },
    refetchOnMount: 'always',
    retry: 1,
  })
  return {
    list: data,
    failure: error === null ? undefined : explainFailure(error),
    retry: () => void refetch(),
  }
}
