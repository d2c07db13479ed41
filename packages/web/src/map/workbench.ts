import { Carrying } from './view/carrying.ts'
import { EdgePan } from './view/edge-pan.ts'
import { findTarget } from './view/find-target.ts'
import { attachToolEvents } from './view/tool-events.ts'

/**
 * What the map needs beyond looking: finding what a press is meant for, nodes that follow a hand, and all that a tool
 * hears. It comes with the tool, so that whoever only looks does not load it.
 */
export const workbench = { Carrying, EdgePan, attachToolEvents, findTarget } as const

export type Workbench = typeof workbench
