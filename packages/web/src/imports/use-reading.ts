import { ApiProblem, importBytes } from '@statusgraph/protocol'
import type { DiagramDiagnostic, ImportedDiagram, ImportFormat } from '@statusgraph/protocol'
import { useQuery } from '@tanstack/react-query'
import { client, explainFailure } from '../live/api.ts'
import { placeInParts, sizeOf } from './brought-file.ts'
import type { BroughtFile } from './brought-file.ts'
import { refuseFormat } from './many-files.ts'

/** How a file is to be read; what is left out is found by looking at it. */
export interface ReadingWish {
  readonly format?: ImportFormat | undefined
  readonly choice?: string | undefined
}

export type Reading =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly diagram: ImportedDiagram; readonly isRenewed: boolean }
  /** The file is at fault; there is at least one error among the diagnostics. */
  | { readonly kind: 'unreadable'; readonly diagnostics: readonly DiagramDiagnostic[] }
  /** Something else is, and trying again may help. */
  | { readonly kind: 'failed'; readonly message: string; readonly retry: () => void }

/** Has the server read a file. Nothing is stored there. */
export function useReading(file: BroughtFile, wish: ReadingWish): Reading {
  const size = sizeOf(file)
  const isTooLarge = size > importBytes
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['import', file.id, wish.format, wish.choice],
    queryFn: async ({ signal }) => {
      const diagram = await client.importDiagram({ content: file.content, name: file.name }, wish, signal)
      return { ...diagram, diagnostics: placeInParts(file, diagram.diagnostics) }
    },
    enabled: !isTooLarge,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    // The picture stays while the file is read in another way.
    placeholderData: (before, query) => (query?.queryKey[1] === file.id ? before : undefined),
  })
  if (isTooLarge) {
    const message = `The file has ${sayMiB(size)}, and ${sayMiB(importBytes)} are read at most.`
    return { kind: 'unreadable', diagnostics: [{ kind: 'error', message }] }
  }
  if (error !== null && !isFetching) {
    const { diagnostics } = error instanceof ApiProblem ? error.problem : {}
    if (diagnostics !== undefined && diagnostics.length > 0)
      return { kind: 'unreadable', diagnostics: placeInParts(file, diagnostics) }
    return { kind: 'failed', message: explainFailure(error), retry: () => void refetch() }
  }
  if (data === undefined) return { kind: 'reading' }
  const refused = refuseFormat(file, data.format)
  if (refused !== undefined) return { kind: 'unreadable', diagnostics: [refused] }
  return { kind: 'read', diagram: data, isRenewed: isFetching }
}

function sayMiB(bytes: number): string {
  return `${(bytes / 1024 / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} MiB`
}
