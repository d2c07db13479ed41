import type { ReactNode } from 'react'
import { useIcon } from './use-icon.ts'
import './icon-picture.css'

interface IconPictureProps {
  /** `set:name`. */
  readonly icon: string
  readonly size: number
  /** Shown in its place when nobody has such an icon. */
  readonly fallback?: ReactNode
}

/**
 * A technology's icon. Silent to screen readers: the name stands beside it.
 *
 * @example <IconPicture icon="logos:postgresql" size={20} />
 */
export function IconPicture({ icon, size, fallback }: IconPictureProps): ReactNode {
  const look = useIcon(icon)
  if (look.kind === 'none' && fallback !== undefined) return fallback
  const measures = { width: size, height: size }
  if (look.kind !== 'drawn') return <span className="sg-icon" style={measures} />
  if (look.ink === 'plain')
    return <span className="sg-icon" data-ink="plain" style={{ ...measures, maskImage: `url("${look.url}")` }} />
  return <img className="sg-icon" data-ink={look.ink} src={look.url} alt="" draggable={false} {...measures} />
}
