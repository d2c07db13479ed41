/** How large an arrowhead is at a scale, in canvas units: nine pixels close up, a little less further away. */
export function headSizeOf(scale: number): number {
  return Math.min(9, 6 + scale * 3) / scale
}
