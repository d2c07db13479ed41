import { useQueryClient } from '@tanstack/react-query'
import type { BroughtFile } from './brought-file.ts'
import { ImportDialog } from './ImportDialog.tsx'
import type { TakenDiagram } from './imported.ts'
import { client, explainFailure } from '../live/api.ts'
import { graphPath } from '../routes/paths.ts'
import { navigate } from '../routes/router.tsx'

interface ImportGraphProps {
  /** A file that was dropped already. */
  readonly file: BroughtFile | undefined
  readonly onClose: () => void
}

/** Makes a graph of a diagram, and opens it for editing. */
export function ImportGraph({ file, onClose }: ImportGraphProps) {
  const queries = useQueryClient()
  const create = async ({ graph: { id: _, ...document }, record }: TakenDiagram): Promise<string | undefined> => {
    try {
      const { graph } = await client.createGraph({ ...document, imported: record })
      await queries.invalidateQueries({ queryKey: ['graphs'] })
      onClose()
      navigate(`${graphPath(graph.id)}?edit`)
      return undefined
    } catch (failure) {
      return `Not created: ${explainFailure(failure)}`
    }
  }
  return (
    <ImportDialog
      title="New graph from a diagram"
      hint="It is read and shown first; nothing is kept before you create the graph."
      file={file}
      takeLabel="Create and edit"
      isNamed
      isBound
      onTake={create}
      onClose={onClose}
    />
  )
}
