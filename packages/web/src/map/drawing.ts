import { createContext, useContext } from 'react'
import { endOf, findsDetours, obstaclesOf, routeEdge, routeInScene } from '@statusgraph/picture'
import type { Route, Scene } from '@statusgraph/picture'
import type { Box, Point } from './geometry/box.ts'
import { clamp } from './geometry/box.ts'
import { portYOf } from './geometry/node-size.ts'

/** What an edge that is being drawn meets: a node, one of its ports, or a point where there is nothing yet. */
export type RouteEnd = { readonly node: string; readonly port: string | null } | { readonly point: Point }

/** Where everything is drawn, for whoever draws something above it. */
export interface MapDrawing {
  /** Of every node and group. */
  readonly boxes: ReadonlyMap<string, Box>
  /** The curve of an edge as it is drawn; undefined for an edge that is not. */
  routeOf(edgeId: string): Route | undefined
  /** The curve that an edge between two ends would have. */
  routeBetween(from: RouteEnd, to: RouteEnd): Route | undefined
}

const emptyDrawing: MapDrawing = {
  boxes: new Map(),
  routeOf: () => undefined,
  routeBetween: () => undefined,
}

export const DrawingContext = createContext(emptyDrawing)

/** The drawing as it is in this very commit: for what `GraphMap` shows as its overlay. */
export function useDrawing(): MapDrawing {
  return useContext(DrawingContext)
}

const drawings = new WeakMap<Scene, MapDrawing>()

/** The drawing of a scene; what it answers is made when it is first asked for. */
export function drawingOf(scene: Scene | undefined): MapDrawing {
  if (scene === undefined) return emptyDrawing
  let drawing = drawings.get(scene)
  if (drawing === undefined) {
    drawing = readDrawing(scene)
    drawings.set(scene, drawing)
  }
  return drawing
}

function readDrawing(scene: Scene): MapDrawing {
  let boxes: ReadonlyMap<string, Box> | undefined
  let edges: ReadonlyMap<string, number> | undefined
  return {
    get boxes() {
      return (boxes ??= new Map(scene.nodes.map((one) => [one.node.id, one.box])))
    },
    routeOf(edgeId) {
      edges ??= new Map(scene.edges.map((one) => [one.edge.id, one.index]))
      const edge = scene.edges[edges.get(edgeId) ?? -1]
      return edge === undefined ? undefined : routeInScene(scene, edge)
    },
    routeBetween(from, to) {
      const source = meet(scene, from)
      const target = meet(scene, to)
      if (source === undefined || target === undefined) return undefined
      return routeEdge(source, target, 0, findsDetours(scene) ? obstaclesOf(scene) : undefined)
    },
  }
}

function meet(scene: Scene, end: RouteEnd): ReturnType<typeof endOf> | undefined {
  if ('point' in end) {
    const { x, y } = end.point
    return { box: { x: x - 1, y: y - 1, width: 2, height: 2 }, axisY: 1, pointed: true }
  }
  const one = scene.byId.get(end.node)
  if (one === undefined) return undefined
  const portY = portYOf(one.node, end.port, one.box.height)
  return endOf(one, portY === undefined ? undefined : clamp(portY, 0, one.box.height))
}
