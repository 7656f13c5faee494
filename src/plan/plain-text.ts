/**
 * What no text of a shared plan may hold (share links L5.3): control characters, those that change the
 * direction of text, halves of characters, and what is no character.
 */
export const FORBIDDEN_CHARACTERS =
  /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu
