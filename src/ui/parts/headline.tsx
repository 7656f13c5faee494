const STRONG = 'pending for ever'

/** A verdict's sentence, with the words that matter most set off. */
export function Headline({ text }: { readonly text: string }) {
  const at = text.indexOf(STRONG)
  if (at < 0) return <>{text}</>
  return (
    <>
      {text.slice(0, at)}
      <em>{STRONG}</em>
      {text.slice(at + STRONG.length)}
    </>
  )
}
