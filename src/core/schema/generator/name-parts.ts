/** `shippingFirst_name` → shipping, first, name. Letters of other scripts stay together. */
export function nameParts(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase())
}

/** The name of one item of a list. */
export function singular(name: string): string {
  if (/(?:ies)$/.test(name) && name.length > 4) return `${name.slice(0, -3)}y`
  if (/(?:sses|xes|ches|shes)$/.test(name)) return name.slice(0, -2)
  if (/[^s]s$/.test(name) && !/(?:us|is)$/.test(name) && name.length > 2) return name.slice(0, -1)
  return name.replace(/_?(?:list|array)$|(?:List|Array)$|列表$/, '')
}
