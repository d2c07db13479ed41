/** An element as a line declares it, before it is known where it lies. */
export interface ElementText {
  /** The word it is declared with: `component`, `database`, `port`. */
  readonly word: string
  /** By what lines speak of it. */
  readonly code: string
  /** As it is written, with markup; undefined when the code is the label. */
  readonly label?: string | undefined
  readonly stereotypes: readonly string[]
  readonly link?: string | undefined
  /** By which lines such as `hide $old` speak of it, with the dollar sign. */
  readonly tags?: readonly string[] | undefined
  /** What a class extends and implements. */
  readonly bases?: readonly string[] | undefined
  /** What C4 says of it. */
  readonly c4?: C4Text | undefined
}

export interface C4Text {
  readonly kind: 'person' | 'element' | 'database' | 'queue' | 'boundary'
  readonly isExternal: boolean
  /** `Container_Ext`, as it is written. */
  readonly macro: string
  readonly technology: string
  readonly description: string
  readonly tags: string
  readonly sprite: string
  readonly properties: Readonly<Record<string, string>>
}

/** One end of a link, as it is written. */
export interface EndText {
  readonly code: string
  /** The word that would declare it: `component` for `[x]`; undefined when the writing does not tell. */
  readonly word?: string | undefined
}

export interface LinkText {
  readonly source: EndText
  readonly target: EndText
  readonly label: string
  readonly technology?: string | undefined
  readonly description?: string | undefined
  readonly isHidden: boolean
  readonly isBoth: boolean
  readonly isDashed: boolean
  readonly hasMultiplicity: boolean
  /** A sequence diagram could have it as well: plain ends and a plain arrow. */
  readonly isMessage?: boolean
}

/** What one line, or one block of lines, of a diagram says. */
export type Statement =
  | { readonly kind: 'element'; readonly element: ElementText; readonly line: number }
  /** Opens a group; `together` is one without a name, which only says what lies side by side. */
  | { readonly kind: 'open'; readonly element: ElementText | undefined; readonly line: number }
  | { readonly kind: 'close'; readonly line: number }
  | { readonly kind: 'link'; readonly link: LinkText; readonly line: number }
  /** Where an element that was declared leads to. */
  | { readonly kind: 'url'; readonly code: string; readonly url: string; readonly line: number }
  /** A note that other lines may speak of. */
  | { readonly kind: 'note'; readonly code: string | undefined; readonly line: number }
  /** `hide`, `remove` and what takes that back, of elements by their name, tag or stereotype. */
  | { readonly kind: 'sight'; readonly verb: string; readonly what: string; readonly line: number }
  /** How the names of packages are parted in the names of classes; undefined when they are not. */
  | { readonly kind: 'separator'; readonly separator: string | undefined; readonly line: number }
  /** Fields of a class, or what a state does. */
  | { readonly kind: 'field'; readonly code: string; readonly text: string; readonly line: number }
  /** `[*]`, where a state diagram starts and ends. */
  | { readonly kind: 'terminal'; readonly line: number }
  /** Parts the messages of a sequence diagram. */
  | { readonly kind: 'sequence'; readonly line: number }
  | { readonly kind: 'title'; readonly text: string; readonly line: number }
  /** Looks like a macro of a library that nobody opened. */
  | {
      readonly kind: 'macro'
      readonly name: string
      readonly args: readonly string[]
      readonly opens: boolean
      readonly line: number
    }
  | { readonly kind: 'unknown'; readonly text: string; readonly line: number }
