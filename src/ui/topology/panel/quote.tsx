/** Words of the scheduler or the autoscaler to the letter, with the counts in them marked. */
export function Quote({ text }: { readonly text: string }) {
  const parts = text.split(/(?<=^|[\s,])(\d+)(?= )/)
  return (
    <div className="quote">
      {parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}
    </div>
  )
}
