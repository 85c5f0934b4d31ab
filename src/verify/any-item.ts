/** The same slip in each item of a list is one: `/data/0/age` is `/data/[]/age`. */
export function anyItem(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/[]')
}
