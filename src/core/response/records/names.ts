/** Names of one thing in different dress: `pet_id`, `petId`, `PetID` and `pet-id` are one. */
export function plain(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}

/** `orders` → `order`, `categories` → `category`: enough to know a parameter by its collection, not a grammar. */
export function singular(name: string): string {
  if (/ies$/i.test(name)) return name.replace(/ies$/i, 'y')
  if (/(ss|us|is)$/i.test(name)) return name
  return name.replace(/(?<=s|x|z|ch|sh)es$|s$/i, '')
}

/**
 * The names under which a record may hold what a parameter names, the likeliest first. Of `petId` in the
 * collection `pets` these are `petId` itself and, without what the collection says already, `id`.
 */
export function propertyNames(parameter: string, collection: string): readonly string[] {
  const whole = plain(parameter)
  const prefix = plain(singular(collection))
  const rest = whole.startsWith(prefix) ? whole.slice(prefix.length) : ''
  const last = /(id|number|key|slug|uuid|code|name|no)$/.exec(whole)?.[1] ?? ''
  return [...new Set([whole, rest, last].filter((name) => name !== ''))]
}
