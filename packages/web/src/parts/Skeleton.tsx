/** What stands where a page will be: the bar's height is kept, so nothing jumps. */
export function Skeleton() {
  return (
    <div className="page" aria-busy="true">
      <div className="bar" />
      <output className="visually-hidden">Loading</output>
    </div>
  )
}
