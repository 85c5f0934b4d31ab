import type { Random } from '../../random.ts'

/**
 * The words of a locale. Each function is pure: the same place gives the same word. Those of a person, called
 * with the same place, tell of the same person.
 */
export interface Words {
  /** The full name as it is written in this locale. */
  person(random: Random): string
  givenName(random: Random): string
  familyName(random: Random): string
  /** A user name of ASCII letters, digits and dots, also the first half of an address. */
  handle(random: Random): string
  phone(random: Random): string
  job(random: Random): string
  company(random: Random): string
  department(random: Random): string
  product(random: Random): string
  category(random: Random): string
  /** A town with all that follows from it. */
  town(random: Random): Town
  /** Street and number. */
  street(random: Random): string
  /** A heading of a few words. */
  title(random: Random): string
  /** One sentence that says something. */
  sentence(random: Random): string
  /** The name of a thing that may be anything. */
  label(random: Random): string
  /** One word, as for a tag. */
  word(random: Random): string
  /** ASCII words with hyphens. */
  slug(random: Random): string
  color(random: Random): string
  /** ISO 4217. */
  readonly currency: string
  /** BCP 47. */
  readonly language: string
}

export interface Town {
  readonly city: string
  readonly district: string
  readonly region: string
  readonly country: string
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string
  readonly postcode: string
  readonly latitude: number
  readonly longitude: number
  /** IANA. */
  readonly timeZone: string
}

/** The lists a locale is made of. */
export interface Lexicon {
  readonly given: readonly string[]
  readonly family: readonly string[]
  /** Given and family names in ASCII, in the order of the lists. */
  readonly givenAscii: readonly string[]
  readonly familyAscii: readonly string[]
  readonly towns: readonly Town[]
  readonly streets: readonly string[]
  readonly jobs: readonly string[]
  readonly companies: readonly string[]
  readonly departments: readonly string[]
  readonly products: readonly string[]
  readonly categories: readonly string[]
  readonly titles: readonly string[]
  readonly sentences: readonly string[]
  readonly labels: readonly string[]
  readonly words: readonly string[]
  readonly colors: readonly string[]
  readonly currency: string
  readonly language: string
  /** `#` is a digit. */
  readonly phones: readonly string[]
  readonly fullName: (given: string, family: string) => string
  readonly address: (street: string, number: number) => string
}

const SLUGS = [
  'getting-started',
  'summer-catalogue',
  'release-notes',
  'team-offsite',
  'city-guide',
  'price-list',
].concat(['annual-report', 'welcome-pack', 'new-arrivals', 'field-notes', 'open-house', 'spring-update'])

/** The words of a lexicon. */
export function createWords(lexicon: Lexicon): Words {
  const indexOf = (random: Random, key: string, list: readonly unknown[]) =>
    random.at(key).integer(0, list.length - 1)
  const given = (random: Random) => indexOf(random, 'given', lexicon.given)
  const family = (random: Random) => indexOf(random, 'family', lexicon.family)
  const at = (list: readonly string[], index: number) => list[index] ?? ''
  const from = (list: readonly string[]) => (random: Random) => random.pick(list)
  return {
    givenName: (random) => at(lexicon.given, given(random)),
    familyName: (random) => at(lexicon.family, family(random)),
    person: (random) =>
      lexicon.fullName(at(lexicon.given, given(random)), at(lexicon.family, family(random))),
    handle: (random) => `${at(lexicon.givenAscii, given(random))}.${at(lexicon.familyAscii, family(random))}`,
    phone: (random) => random.pick(lexicon.phones).replace(/#/g, () => String(random.integer(0, 9))),
    town: (random) => random.pick(lexicon.towns),
    street: (random) => lexicon.address(random.pick(lexicon.streets), random.integer(1, 240)),
    job: from(lexicon.jobs),
    company: from(lexicon.companies),
    department: from(lexicon.departments),
    product: from(lexicon.products),
    category: from(lexicon.categories),
    title: from(lexicon.titles),
    sentence: from(lexicon.sentences),
    label: from(lexicon.labels),
    word: from(lexicon.words),
    color: from(lexicon.colors),
    slug: from(SLUGS),
    currency: lexicon.currency,
    language: lexicon.language,
  }
}
