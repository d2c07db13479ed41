import { beforeEach, expect, test, vi } from 'vitest'
import { Outlook } from './outlook.ts'

const node = { x: 400, y: 300, width: 200, height: 100 }
let outlook: Outlook

beforeEach(() => {
  vi.stubGlobal('cancelAnimationFrame', () => undefined)
  outlook = new Outlook()
  outlook.camera.isMotionReduced = true
  outlook.camera.resize({ width: 1_000, height: 600 })
  return () => vi.unstubAllGlobals()
})

/** Where the middle of the node is on the screen. */
function middle(): { readonly x: number; readonly y: number } {
  const { x, y, scale } = outlook.camera.view
  return { x: (node.x + node.width / 2) * scale + x, y: (node.y + node.height / 2) * scale + y }
}

test('a node that somebody went to stays in the middle when the list of problems takes a part of the window', () => {
  outlook.centreOn(node)
  expect(middle()).toEqual({ x: 500, y: 300 })
  outlook.camera.resize({ width: 720, height: 600 })
  outlook.recentre()
  expect(middle()).toEqual({ x: 360, y: 300 })
})

test('a view that somebody chose since is left alone', () => {
  outlook.centreOn(node)
  outlook.camera.moveTo({ x: 10, y: 20, scale: 1 })
  outlook.camera.resize({ width: 720, height: 600 })
  outlook.recentre()
  expect(outlook.camera.view).toEqual({ x: 10, y: 20, scale: 1 })
})
