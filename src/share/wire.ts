/**
 * Wire version 0 (L3), unfrozen until the first release: `[asOf, plan]` and the view. A row is `[mask, …members]`,
 * bit n of the mask saying that field n of its shape is there. A row that is expected to be like one before
 * it is written by its differences (`write-wire.ts`); which one that is, is in `prototypes.ts`. A text is
 * written once in its list; where it is met again, a number says how many others were met since
 * (`recent-texts.ts`). Words are numbers, maps `[key, value, …]`, resources `[[kind, …objects], …]`.
 */
export type Wire = number | string | boolean | null | readonly Wire[]
