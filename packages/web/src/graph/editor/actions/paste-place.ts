import type { Point } from '../../../map/index.ts'
import type { Editor } from '../editor.ts'
import { pasteText } from './clipboard.ts'
import { middleOfView } from './view-middle.ts'

/** Knows where the next paste goes: under the pointer, or in the middle of the view, a bit further each time. */
export interface PastePlace {
  /** The pointer is over the map at this place of the window; undefined: it has left. */
  point(client: Point | undefined): void
  /** Something else was copied: counting begins again. */
  begin(): void
  /** @param at a point of the canvas that was asked for */
  paste(text: string, at?: Point): Promise<void>
}

const places = new WeakMap<Editor, PastePlace>()

/** The one of this editor: keys, menus and events share it. */
export function pastePlaceOf(editor: Editor): PastePlace {
  const known = places.get(editor)
  if (known !== undefined) return known
  const made = createPastePlace(editor)
  places.set(editor, made)
  return made
}

function createPastePlace(editor: Editor): PastePlace {
  let pointer: Point | undefined
  let last: { readonly text: string; readonly at: string; readonly times: number } | undefined
  return {
    point(client) {
      pointer = client
    },
    begin() {
      last = undefined
    },
    async paste(text, at) {
      const pointed = pointer === undefined ? undefined : editor.map()?.placeAt(pointer.x, pointer.y).point
      const centre = at ?? pointed ?? middleOfView(editor)
      const key = JSON.stringify(centre ?? 'as copied')
      const repetition = last?.text === text && last.at === key ? last.times : 0
      if (await pasteText(editor, text, { centre, repetition })) last = { text, at: key, times: repetition + 1 }
    },
  }
}
