/** Keys to press one after the other, or together: `['g', 't']`, `['Ctrl', 'K']`. */
export function KeyHint({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className="keys">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}
