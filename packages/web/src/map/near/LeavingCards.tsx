import { Component } from 'react'
import type { ReactNode } from 'react'
import type { Scene } from '@statusgraph/picture'
import type { Shells } from './shells.ts'

interface LeavingCardsProps {
  readonly scene: Scene
  readonly shells: Shells
  /** False where nothing fades: while somebody edits, and under reduced motion. */
  readonly isSoft: boolean
}

const leaveMs = 200
/** More cards than these at once are another picture. */
const leaveLimit = 60

/**
 * Lets cards of nodes that are gone fade. It looks at them in the last moment in which they are there, for which there
 * is a method of classes and no hook; so it has to stand before what draws them.
 */
export class LeavingCards extends Component<LeavingCardsProps> {
  override getSnapshotBeforeUpdate(before: LeavingCardsProps): null {
    const { scene, shells, isSoft } = this.props
    if (scene === before.scene || !isSoft) return null
    const gone = before.scene.nodes.filter(({ node }) => !scene.byId.has(node.id) && shells.isFilled(node.id))
    if (gone.length > leaveLimit) return null
    for (const { node } of gone) {
      const element = shells.get(node.id)
      if (element !== undefined) letFade(element)
    }
    return null
  }

  override componentDidUpdate(): void {
    // It belongs to the method above.
  }

  override render(): ReactNode {
    return null
  }
}

function letFade(element: HTMLElement): void {
  const copy = element.cloneNode(true)
  if (!(copy instanceof HTMLElement)) return
  delete copy.dataset['nodeId']
  copy.inert = true
  copy.setAttribute('aria-hidden', 'true')
  element.parentElement?.parentElement?.append(copy)
  const end = (): void => copy.remove()
  copy.animate({ opacity: [1, 0] }, { duration: leaveMs, easing: 'ease-out' }).finished.then(end, end)
}
