import type { GraphDocument, NodeKind } from '@statusgraph/model'

/** A place in the file, both counted from 1; the column where the reader knows it. */
export interface FilePlace {
  readonly line: number
  readonly column?: number
}

/** Something that whoever imports should know. Nothing is lost without one. */
export interface ImportDiagnostic extends Partial<FilePlace> {
  /**
   * `error`: the file cannot be read. `lost`: it was in the file and is not in the graph. `guessed`: the file does not
   * say so. `note`: good to know.
   */
  readonly kind: 'error' | 'lost' | 'guessed' | 'note'
  /** A sentence; the same for the same cause, so that many of them can be counted together. */
  readonly message: string
  /** How often, when one line stands for many. */
  readonly count?: number
  /** The file that the line is in, when several were read together. */
  readonly file?: string
}

/** A node or group as the file has it. Texts are plain: no markup, lines parted by `\n`. */
export interface DraftNode {
  /** The same in every version of the file: its qualified name there, or the id of its tool. */
  readonly key: string
  readonly name: string
  readonly kind: NodeKind
  /** The key of the group around it. */
  readonly parent?: string | undefined
  readonly description?: string | undefined
  /** What it is made with: `PostgreSQL 15`, `Go`, an image. Becomes the label `technology`, and lets the icon be guessed. */
  readonly technology?: string | undefined
  /** `set:name`, when the file shows one. */
  readonly icon?: string | undefined
  readonly namespace?: string | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
  /** Names under which monitoring may know it, best first; default: its name. */
  readonly services?: readonly string[] | undefined
  readonly ports?: readonly { readonly id: string; readonly name?: string; readonly label?: string }[] | undefined
  readonly links?: readonly { readonly title: string; readonly url: string }[] | undefined
  /** The top left corner, in px, only where the file has it. */
  readonly position?: { readonly x: number; readonly y: number } | undefined
  readonly size?: { readonly width: number; readonly height: number } | undefined
  readonly at?: FilePlace | undefined
}

export interface DraftEdge {
  readonly key?: string | undefined
  readonly source: string
  readonly target: string
  readonly sourcePort?: string | undefined
  readonly targetPort?: string | undefined
  readonly label?: string | undefined
  readonly description?: string | undefined
  /** `calls`, `depends_on`, `routes`, `selects` … */
  readonly kind?: string | undefined
  /** Stands behind the label. */
  readonly technology?: string | undefined
  readonly at?: FilePlace | undefined
}

/** What an importer found, before it becomes a graph document. */
export interface Draft {
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly nodes: readonly DraftNode[]
  readonly edges: readonly DraftEdge[]
  /** The whole document, where the file is one of ours: it is taken as it is, in place of nodes and edges. */
  readonly document?: GraphDocument | undefined
}

/** A part of a file that holds several diagrams: a page, a view, a board, a fenced block. */
export interface DraftChoice {
  readonly id: string
  readonly name: string
}

export type ReadResult =
  | {
      readonly ok: true
      readonly draft: Draft
      /** What else the file holds; empty when there is only one diagram. */
      readonly choices: readonly DraftChoice[]
      /** The choice that was read. */
      readonly chosen?: string | undefined
      readonly diagnostics: readonly ImportDiagnostic[]
    }
  /** At least one `error`, with what was expected. */
  | { readonly ok: false; readonly diagnostics: readonly ImportDiagnostic[] }
