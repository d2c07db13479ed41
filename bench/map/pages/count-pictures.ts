let pictures = 0
const transfer: unknown = Reflect.get(ImageBitmapRenderingContext.prototype, 'transferFromImageBitmap')
ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function count(bitmap) {
  pictures++
  if (typeof transfer === 'function') Reflect.apply(transfer, this, [bitmap])
}

/** How many pictures the page has shown so far. */
export function countPictures(): number {
  return pictures
}
