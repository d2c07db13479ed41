import type { Point } from '../../../map/index.ts'
import type { Editor } from '../editor.ts'

/** The canvas point in the middle of the picture; undefined while no picture is shown. */
export function middleOfView(editor: Editor): Point | undefined {
  const map = editor.map()
  if (map === undefined) return undefined
  const box = document.querySelector('.map-stage')?.getBoundingClientRect()
  return box === undefined ? undefined : map.placeAt(box.left + box.width / 2, box.top + box.height / 2).point
}
