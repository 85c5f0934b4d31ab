/** The folder of this package: two up from its source, three from what is built of it. */
export const PACKAGE = new URL(import.meta.url.endsWith('.ts') ? '../../' : '../../../', import.meta.url)
