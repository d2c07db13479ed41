import { useQuery } from '@tanstack/react-query'
import { Banner } from '../../../../parts/Banner.tsx'
import { showNote } from '../../../../parts/Toast.tsx'
import { sayClock, sayDay } from '../say-saving.ts'
import { bringBackDraft, discardDraft, findDrafts } from './find-drafts.ts'

const lookEveryMs = 10_000

interface DraftBannerProps {
  readonly graph: string
  readonly onGoOn: () => void
}

/** Says to whoever opens a graph that unsaved work on it is kept in this browser. */
export function DraftBanner({ graph, onGoOn }: DraftBannerProps) {
  // Work may have come from another tab, or gone there.
  const { data: drafts = [], refetch: look } = useQuery({
    queryKey: ['drafts', graph],
    queryFn: () => findDrafts(graph),
    refetchOnWindowFocus: 'always',
    refetchInterval: lookEveryMs,
    staleTime: 0,
    networkMode: 'always',
  })
  const [newest] = drafts
  if (newest === undefined) return null

  const discard = async (): Promise<void> => {
    for (const { id } of drafts) await discardDraft(id)
    await look()
    showNote('Unsaved work discarded.', { label: 'Bring it back', run: () => void bringBack() })
  }
  const bringBack = async (): Promise<void> => {
    for (const { id } of drafts) await bringBackDraft(id)
    await look()
  }
  const when = `${sayDay(newest.changedAt)}${sayClock(newest.changedAt)}`
  return (
    <Banner
      mark="warning"
      title={`Unsaved work of ${when} is kept here`}
      action={
        <>
          <button type="button" className="button" onClick={() => void discard()}>
            Discard
          </button>
          <button type="button" className="button primary" onClick={onGoOn}>
            Go on with it
          </button>
        </>
      }
    >
      {drafts.length > 1
        ? `It was left in ${drafts.length} tabs. Going on brings all of it together and saves it.`
        : 'You see the graph without it. Going on puts it back and saves it.'}
    </Banner>
  )
}
