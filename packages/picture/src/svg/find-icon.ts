import type { SheetColours } from './colours.ts'

/** What a picture gets of an icon. */
export type PictureIcon =
  /** The address of a square image that holds itself, a `data:` URL. */
  | { readonly kind: 'drawn'; readonly href: string }
  /** It is on its way: its place stays free. */
  | { readonly kind: 'waiting' }
  /** Nobody has it: the shape of the node's kind stands in its place. */
  | { readonly kind: 'none' }

/** Finds the icon `set:name` in the colours of a theme. */
export type FindIcon = (icon: string, colours: SheetColours) => PictureIcon
