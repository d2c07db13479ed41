import { autocompletion, completionKeymap } from '@codemirror/autocomplete'
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { foldGutter, foldKeymap, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { TextFault } from '@statusgraph/document-text'

interface CodeEditorOptions {
  readonly host: HTMLElement
  readonly text: string
  /** What screen readers call the field. */
  readonly label: string
  readonly onChange: (text: string) => void
  /** Ctrl or ⌘ and Enter. */
  readonly onApply: () => void
  /** Escape, when it has nothing to close inside the field. */
  readonly onLeave: () => void
  readonly complete: (context: CompletionContext) => CompletionResult | null
}

/** A text field for documents: lines, colours, folding, search, completion and faults where they stand. */
export interface CodeEditor {
  readonly text: () => string
  /** Replaces the text, as one step of the field's own undo. */
  readonly setText: (text: string) => void
  readonly setEditable: (isEditable: boolean) => void
  readonly showFaults: (faults: readonly TextFault[]) => void
  readonly goTo: (fault: TextFault) => void
  readonly focus: () => void
  readonly end: () => void
}

/** Puts a code editor into an element. Its style sheets live in a shadow root, where the page's policy lets them. */
export function openCodeEditor({
  host,
  text,
  label,
  onChange,
  onApply,
  onLeave,
  complete,
}: CodeEditorOptions): CodeEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const editable = new Compartment()
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        indentUnit.of('  '),
        yaml(),
        syntaxHighlighting(colours),
        autocompletion({ override: [complete], icons: false }),
        keymap.of([
          { key: 'Mod-Enter', run: answered(onApply) },
          ...completionKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...searchKeymap,
          ...foldKeymap,
          ...lintKeymap,
          { key: 'Escape', run: answered(onLeave) },
          indentWithTab,
        ]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString())
        }),
        editable.of(editing(false)),
        look,
      ],
    }),
  })
  const offsetOf = ({ line, column }: TextFault): number => {
    const { doc } = view.state
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines))
    return Math.min(at.from + Math.max(0, column - 1), at.to)
  }
  return {
    text: () => view.state.doc.toString(),
    setText: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    setEditable: (isEditable) => view.dispatch({ effects: editable.reconfigure(editing(isEditable)) }),
    showFaults(faults) {
      const diagnostics = faults.map((fault) => {
        const from = offsetOf(fault)
        const { to } = view.state.doc.lineAt(from)
        const hint = fault.hint === undefined ? '' : `; ${fault.hint}`
        return { from, to, severity: 'error' as const, message: fault.message + hint }
      })
      view.dispatch(setDiagnostics(view.state, diagnostics))
    },
    goTo(fault) {
      const at = offsetOf(fault)
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
      view.focus()
    },
    focus: () => view.focus(),
    end: () => view.destroy(),
  }
}

function answered(act: () => void): () => boolean {
  return () => {
    act()
    return true
  }
}

function editing(isEditable: boolean) {
  // Read-only text keeps its cursor, so that it can be read and copied by keyboard.
  return EditorState.readOnly.of(!isEditable)
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.comment], color: 'var(--text-3)', fontStyle: 'italic' },
  { tag: [tags.string, tags.content], color: 'var(--text)' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace, tags.meta], color: 'var(--text-3)' },
])

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--surface)', fontSize: 'var(--size-13)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', overscrollBehavior: 'contain' },
  '.cm-content': { caretColor: 'var(--text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 24%, transparent)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--text) 4%, transparent)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--text-3)', border: 'none' },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-tint)' },
  '.cm-tooltip': {
    border: '1px solid var(--hairline)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    boxShadow: 'var(--shadow)',
    overflow: 'hidden',
  },
  '.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent-tint)', color: 'var(--text)' },
  '.cm-completionDetail': { marginLeft: '12px', color: 'var(--text-3)', fontStyle: 'normal' },
  '.cm-panels': { backgroundColor: 'var(--surface-sunken)', color: 'var(--text)', borderColor: 'var(--hairline)' },
  '.cm-panels button, .cm-panels input': { fontFamily: 'var(--font)' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--lamp-critical)', padding: '6px 10px' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--surface-sunken)', border: 'none', color: 'var(--text-3)' },
})
