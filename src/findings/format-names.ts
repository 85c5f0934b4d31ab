/** The forms in which a report is printed; apart from them, so that a command line knows their names without them. */
export const FORMAT_NAMES = ['pretty', 'json', 'junit', 'github'] as const

export type FormatName = (typeof FORMAT_NAMES)[number]
