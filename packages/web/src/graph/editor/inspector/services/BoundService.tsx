import { serviceKey } from '@statusgraph/model'
import { LampMark } from '../../../../map/index.ts'
import { HostileText } from '../../../../parts/HostileText.tsx'
import { Icon } from '../../../../parts/Icon.tsx'
import { markOfService, saySeen, sayService } from '../../../../parts/service-words.ts'
import type { KnownServices } from './use-services.ts'

interface BoundServiceProps {
  readonly service: string
  readonly known: KnownServices
  readonly onRemove?: () => void
}

/** A service that a node is bound to: its lamp now and why, or that nobody knows it. */
export function BoundService({ service, known, onRemove }: BoundServiceProps) {
  const item = known.byKey.get(serviceKey(service))
  const isOutdated = known.trouble !== undefined
  const mark = item === undefined ? 'unknown' : markOfService(item, isOutdated)
  const words = item === undefined ? notSeen(known) : sayService(item, isOutdated)
  return (
    <li className="bound-service" title={item === undefined ? undefined : saySeen(item)}>
      <LampMark lamp={mark} size={16} />
      <span className="bound-text">
        <HostileText text={service} className="bound-name" />
        <span className={`bound-state word-${mark}`}>{words}</span>
      </span>
      {onRemove !== undefined && (
        <button type="button" className="icon-button" aria-label={`Unbind ${service}`} onClick={onRemove}>
          <Icon name="close" size={12} />
        </button>
      )}
    </li>
  )
}

function notSeen(known: KnownServices): string {
  if (known.isLoading) return 'asking the upstreams …'
  return known.all.length === 0 && known.trouble !== undefined ? 'not known now' : 'no upstream knows it yet'
}
