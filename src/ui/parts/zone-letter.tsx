/** The letter of a zone in its ring; beside it stands the zone's name, so readers skip it. */
export function ZoneLetter({ zone }: { readonly zone: string }) {
  const letter = zone.slice(-1)
  return (
    <span className={`zl z${letter}`} aria-hidden="true">
      {letter}
    </span>
  )
}
