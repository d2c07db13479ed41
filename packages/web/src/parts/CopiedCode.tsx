import { copyText } from './clipboard.ts'
import { showNote } from './Toast.tsx'

interface CopiedCodeProps {
  /** What the button does, for whoever hears it. */
  readonly label: string
  readonly text: string
}

/** A text for a file or a terminal, with a button that copies it. */
export function CopiedCode({ label, text }: CopiedCodeProps) {
  const copy = async (): Promise<void> => {
    showNote((await copyText(text)) ? 'Copied.' : 'The browser does not let pages copy: select the text instead.')
  }
  return (
    <div className="copied-code">
      <pre className="code">{text}</pre>
      <button type="button" className="button" aria-label={label} onClick={() => void copy()}>
        Copy
      </button>
    </div>
  )
}
