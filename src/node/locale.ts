import type { Faker } from '@faker-js/faker'
import { type Random, type Town, WORDS, type Words } from '../index.ts'
import { LoadError } from './read.ts'

/**
 * The words of a locale: our own for `en` and `zh_CN`, since most of faker's Chinese is not Chinese, and faker's for
 * every other. Throws a LoadError where there are none.
 */
export async function loadWords(locale: string): Promise<Words> {
  const own = WORDS[locale]
  return own ?? fakerWords(locale, await loadFaker(locale))
}

async function loadFaker(locale: string): Promise<Faker> {
  if (/^[A-Za-z]{2,3}(_[A-Za-z]+)*$/.test(locale)) {
    try {
      return ((await import(`@faker-js/faker/locale/${locale}`)) as { faker: Faker }).faker
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  throw new LoadError(
    `there is no locale ${locale}; there are en, zh_CN and those of faker: de, fr, ja, ko, pt_BR, zh_TW, …`,
  )
}

function isMissing(error: unknown): boolean {
  return ['ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  )
}

/** Faker draws from the place it is asked for, so that its words are a function of that place as all values are. */
function fakerWords(locale: string, faker: Faker): Words {
  let place: Random | undefined
  const engine = new (faker.constructor as typeof Faker)({
    locale: faker.rawDefinitions,
    randomizer: { next: () => place?.next() ?? 0, seed: () => undefined },
  })
  const from = (make: (engine: Faker) => string) => (random: Random) => {
    place = random
    return make(engine)
  }
  const givenName = from(({ person }) => person.firstName())
  const familyName = from(({ person }) => person.lastName())
  const at = (make: (random: Random) => string, key: string) => (random: Random) => make(random.at(key))
  const given = at(givenName, 'given')
  const family = at(familyName, 'family')
  const sentence = from(({ lorem }) => lorem.sentence())
  return {
    givenName: given,
    familyName: family,
    person: (random) =>
      from(({ person }) => person.fullName({ firstName: given(random), lastName: family(random) }))(random),
    handle: (random) =>
      engine.internet.username({ firstName: given(random), lastName: family(random) }).toLowerCase(),
    phone: from(({ phone }) => phone.number()),
    job: from(({ person }) => person.jobTitle()),
    company: from(({ company }) => company.name()),
    department: from(({ commerce }) => commerce.department()),
    product: from(({ commerce }) => commerce.productName()),
    category: from(({ commerce }) => commerce.department()),
    town: (random) => townOf(from, random),
    street: from(({ location }) => location.streetAddress()),
    title: from(({ company }) => company.catchPhrase()),
    sentence,
    label: from(({ commerce }) => commerce.productAdjective()),
    word: from(({ word }) => word.noun()),
    slug: from(({ lorem }) => lorem.slug()),
    color: from(({ color }) => color.human()),
    currency: 'EUR',
    language: locale.replaceAll('_', '-'),
  }
}

function townOf(from: (make: (engine: Faker) => string) => (random: Random) => string, random: Random): Town {
  const draw = (key: string, make: (engine: Faker) => string) => from(make)(random.at(key))
  return {
    city: draw('city', ({ location }) => location.city()),
    district: draw('district', ({ location }) => location.county()),
    region: draw('region', ({ location }) => location.state()),
    country: draw('country', ({ location }) => location.country()),
    countryCode: draw('country', ({ location }) => location.countryCode()),
    postcode: draw('postcode', ({ location }) => location.zipCode()),
    latitude: Number(draw('latitude', ({ location }) => String(location.latitude()))),
    longitude: Number(draw('longitude', ({ location }) => String(location.longitude()))),
    timeZone: draw('zone', ({ location }) => location.timeZone()),
  }
}
