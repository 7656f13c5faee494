/** A rule that a document breaks, by name and without its content. */
export class WireError extends Error {}
