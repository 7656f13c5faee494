/** The first zone with the fewest members. */
export function findEmptiest(
  zones: readonly string[],
  members: readonly { readonly zone?: string | undefined }[],
): string {
  const sizeOf = (zone: string) => members.filter((member) => member.zone === zone).length
  return zones.reduce((best, zone) => (sizeOf(zone) < sizeOf(best) ? zone : best), zones[0] ?? '')
}
