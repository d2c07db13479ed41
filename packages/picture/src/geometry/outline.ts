import type { NodeKind } from '@statusgraph/model'
import { clamp } from '@statusgraph/layout'

const corner = 8

/**
 * The outline of a kind as SVG path data from the origin: the same text draws the DOM card and the picture.
 * `grow` widens it on all sides, for rings around it.
 */
export function outlineOf(kind: NodeKind, width: number, height: number, grow = 0): string {
  const l = -grow
  const t = -grow
  const r = width + grow
  const b = height + grow
  const round = corner + grow
  switch (kind) {
    case 'service':
    case 'box':
    case 'external':
    case 'cache':
      return rounded(l, t, r, b, round, round)
    case 'function':
      return rounded(l, t, r, b, 16 + grow, 16 + grow)
    case 'actor':
      return rounded(l, t, r, b, Math.min(28 + grow, (b - t) / 2), Math.min(28 + grow, (b - t) / 2))
    case 'group':
      return rounded(l, t, r, b, 12, 12)
    case 'database':
      return `M${l} ${t + 9}C${l} ${t - 3} ${r} ${t - 3} ${r} ${t + 9}V${b - 9}C${r} ${b + 3} ${l} ${b + 3} ${l} ${b - 9}Z`
    case 'storage':
      return `M${l} ${t + 9}C${l} ${t - 3} ${r} ${t - 3} ${r} ${t + 9}L${r - 7} ${b - 6}Q${r - 8} ${b} ${r - 14} ${b}H${l + 14}Q${l + 8} ${b} ${l + 7} ${b - 6}Z`
    case 'queue':
      return `M${l + 10} ${t}H${r - 10}C${r + 3} ${t} ${r + 3} ${b} ${r - 10} ${b}H${l + 10}C${l - 3} ${b} ${l - 3} ${t} ${l + 10} ${t}Z`
    case 'gateway': {
      const m = (t + b) / 2
      const w = 12
      return `M${l + w + 4} ${t}H${r - w - 4}Q${r - w} ${t} ${r - w + 1.5} ${t + 4}L${r - 1} ${m - 3}Q${r} ${m} ${r - 1} ${m + 3}L${r - w + 1.5} ${b - 4}Q${r - w} ${b} ${r - w - 4} ${b}H${l + w + 4}Q${l + w} ${b} ${l + w - 1.5} ${b - 4}L${l + 1} ${m + 3}Q${l} ${m} ${l + 1} ${m - 3}L${l + w - 1.5} ${t + 4}Q${l + w} ${t} ${l + w + 4} ${t}Z`
    }
    case 'hexagon': {
      const w = Math.min(24, width / 4)
      const m = (t + b) / 2
      return `M${l + w + 5} ${t}H${r - w - 5}Q${r - w} ${t} ${r - w + 3} ${t + 4.5}L${r - 2.5} ${m - 4.5}Q${r} ${m} ${r - 2.5} ${m + 4.5}L${r - w + 3} ${b - 4.5}Q${r - w} ${b} ${r - w - 5} ${b}H${l + w + 5}Q${l + w} ${b} ${l + w - 3} ${b - 4.5}L${l + 2.5} ${m + 4.5}Q${l} ${m} ${l + 2.5} ${m - 4.5}L${l + w - 3} ${t + 4.5}Q${l + w} ${t} ${l + w + 5} ${t}Z`
    }
    case 'diamond': {
      const cx = (l + r) / 2
      const m = (t + b) / 2
      const k = ((b - t) / (r - l)) * 8
      return `M${cx - 8} ${t + k}Q${cx} ${t - k * 0.2} ${cx + 8} ${t + k}L${r - 8} ${m - k}Q${r + 1.6} ${m} ${r - 8} ${m + k}L${cx + 8} ${b - k}Q${cx} ${b + k * 0.2} ${cx - 8} ${b - k}L${l + 8} ${m + k}Q${l - 1.6} ${m} ${l + 8} ${m - k}Z`
    }
  }
}

/**
 * How far inside the sides of its box an outline runs at a height, measured from the top of the node: what stands on a
 * side, such as the dot of a port or the end of an edge, stands there.
 */
export function sideInsetAt(kind: NodeKind, height: number, y: number): number {
  const middle = height / 2
  const away = Math.abs(y - middle)
  switch (kind) {
    case 'storage':
      return clamp((7 * (y - 9)) / (height - 15), 0, 7)
    case 'gateway':
      return away <= 3 ? away / 3 : 1 + 9.5 * clamp((away - 3) / (middle - 7), 0, 1)
    case 'queue': {
      // The side is a curve whose height goes with its course as 3s² − 2s³; this turns that around.
      const course = 0.5 - Math.sin(Math.asin(clamp(1 - (2 * y) / height, -1, 1)) / 3)
      return 10 - 39 * course * (1 - course)
    }
    case 'function':
      return cornerInsetAt(16, middle - away)
    case 'actor':
      return cornerInsetAt(Math.min(28, middle), middle - away)
    case 'service':
    case 'box':
    case 'external':
    case 'cache':
    case 'group':
      return cornerInsetAt(corner, middle - away)
    // Edges meet these at their tips, and they have no ports.
    case 'database':
    case 'hexagon':
    case 'diamond':
      return 0
  }
}

/** A round corner, seen from the end of its side. */
function cornerInsetAt(radius: number, fromEnd: number): number {
  const share = clamp(fromEnd / radius, 0, 1)
  return radius * (1 - Math.sqrt(share)) ** 2
}

/** The sheets that look out below a closed group, outermost last: there is more than one node in it. */
export function sheetsOf(width: number, height: number): readonly string[] {
  return [1, 2].map((step) => {
    const inset = step * 6
    const bottom = height + step * 4
    return `M${inset} ${height - 8}H${width - inset}V${bottom - 8}Q${width - inset} ${bottom} ${width - inset - 8} ${bottom}H${inset + 8}Q${inset} ${bottom} ${inset} ${bottom - 8}Z`
  })
}

/** The lines inside an outline that make it a drawing: the lid of a cylinder, the mouth of a pipe. */
export function detailOf(kind: NodeKind, width: number, height: number): string {
  switch (kind) {
    case 'database':
    case 'storage':
      return `M0 9C0 19 ${width} 19 ${width} 9`
    case 'queue':
      return `M${width - 10} 0C${width - 21} 0 ${width - 21} ${height} ${width - 10} ${height}`
    case 'service':
    case 'box':
    case 'external':
    case 'cache':
    case 'function':
    case 'actor':
    case 'group':
    case 'gateway':
    case 'hexagon':
    case 'diamond':
      return ''
  }
}

function rounded(l: number, t: number, r: number, b: number, rx: number, ry: number): string {
  return `M${l + rx} ${t}H${r - rx}Q${r} ${t} ${r} ${t + ry}V${b - ry}Q${r} ${b} ${r - rx} ${b}H${l + rx}Q${l} ${b} ${l} ${b - ry}V${t + ry}Q${l} ${t} ${l + rx} ${t}Z`
}
