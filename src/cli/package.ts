/** The folder of this package, two up both from its source and from what is built of it. */
export const PACKAGE = new URL('../../', import.meta.url)
