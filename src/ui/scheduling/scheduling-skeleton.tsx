/** Grey rows where the table will stand. */
export function Skeleton() {
  return (
    <div className="card sk-table" aria-hidden="true">
      {[1, 2, 3, 4, 5, 6].map((row) => (
        <i key={row} className="sk" />
      ))}
    </div>
  )
}
