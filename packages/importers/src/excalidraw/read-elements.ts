import { array, boolean, number, object, string, tuple, unknown } from 'zod'
import type { infer as Infer } from 'zod'

const bindingSchema = object({ elementId: string() })
/** Tolerant: every version of Excalidraw writes other fields, and what is missing is not there. */
const elementSchema = object({
  id: string(),
  type: string(),
  x: number().catch(0),
  y: number().catch(0),
  width: number().catch(0),
  height: number().catch(0),
  isDeleted: boolean().catch(false),
  text: string().optional().catch(undefined),
  originalText: string().optional().catch(undefined),
  rawText: string().optional().catch(undefined),
  containerId: string().optional().catch(undefined),
  frameId: string().optional().catch(undefined),
  name: string().optional().catch(undefined),
  link: string().optional().catch(undefined),
  points: array(tuple([number(), number()], number())).catch([]),
  startBinding: bindingSchema.optional().catch(undefined),
  endBinding: bindingSchema.optional().catch(undefined),
  startArrowhead: string().optional().catch(undefined),
  endArrowhead: string().optional().catch(undefined),
})
const drawingSchema = object({ elements: array(unknown()) })

export type ExcalidrawElement = Infer<typeof elementSchema>

export interface ExcalidrawElements {
  readonly elements: readonly ExcalidrawElement[]
  /** How many elements have no id or no type, and cannot be read. */
  readonly unreadable: number
}

/** The elements of a drawing that were not deleted; undefined when the data is no drawing. */
export function readElements(data: unknown): ExcalidrawElements | undefined {
  const drawing = drawingSchema.safeParse(data)
  if (!drawing.success) return undefined
  const read = drawing.data.elements.map((element) => elementSchema.safeParse(element))
  return {
    elements: read.flatMap(({ data: element }) => (element === undefined || element.isDeleted ? [] : [element])),
    unreadable: read.filter(({ success }) => !success).length,
  }
}
