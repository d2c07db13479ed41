import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import type { Mark } from '@statusgraph/picture'
import { LampMark } from '../../map/index.ts'
import { HostileText } from '../../parts/HostileText.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { labelled } from '../../parts/labelled.ts'
import { useKeyboardBack } from '../../parts/use-keyboard-back.ts'

interface PanelFrameProps {
  readonly title: string
  /** Undefined: nobody judges it. */
  readonly mark: Mark | undefined
  /** Under the name: what is the matter, in a few words. */
  readonly line: ReactNode
  /** Beside copying the link and closing. */
  readonly tools?: ReactNode
  /** True when a person asked for the panel by keyboard, list or address: then the focus goes there. */
  readonly takesFocus: boolean
  readonly onCopyLink: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What a panel about one thing looks like: what it is at the top, all that is known of it below. */
export function PanelFrame(props: PanelFrameProps) {
  const { title, mark, line, tools, takesFocus, onCopyLink, onClose, children } = props
  const panel = useRef<HTMLElement>(null)
  useKeyboardBack(panel)
  return (
    <aside ref={panel} className="panel" aria-label={`About ${title}`}>
      <header className={`panel-head panel-head-${mark ?? 'plain'}`}>
        {mark === undefined ? <Icon name="link" size={24} /> : <LampMark lamp={mark} size={32} />}
        <div className="panel-title">
          <Heading key={title} name={title} takesFocus={takesFocus} />
          <p>{line}</p>
        </div>
        <div className="panel-tools">
          {tools}
          <button type="button" className="icon-button" {...labelled('Copy link', 'c')} onClick={onCopyLink}>
            <Icon name="link" />
          </button>
          <button type="button" className="icon-button" {...labelled('Close', 'Esc')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      </header>
      <div className="panel-body">{children}</div>
    </aside>
  )
}

/** The name of what it is about; it takes the focus when a person asked for it by keyboard, list or address. */
function Heading({ name, takesFocus }: { readonly name: string; readonly takesFocus: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true })
  }, [takesFocus])
  return (
    <h2 ref={heading} tabIndex={-1}>
      <HostileText text={name} />
    </h2>
  )
}
