/** A failure whose message tells a person what to do; it is printed without a stack. */
export class SetupError extends Error {}
