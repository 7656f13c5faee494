/** How far a link of this many characters travels (L4.2); undefined: no link is made, a file is. */
export function findTier(characters: number): string | undefined {
  return LINK_TIERS.find(({ upTo }) => characters <= upTo)?.said
}

/** The tiers of L4.2, the shortest first. */
export const LINK_TIERS: readonly { readonly upTo: number; readonly said: string }[] = [
  { upTo: 1_000, said: 'fits everywhere' },
  { upTo: 2_000, said: 'fits nearly everywhere' },
  { upTo: 4_000, said: 'fits chats; may be cut in some mail programs' },
  { upTo: 8_000, said: 'use with care; test it' },
  { upTo: 32_000, said: 'likely to be cut: prefer the file' },
]
