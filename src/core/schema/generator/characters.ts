import type { Random } from '../../random.ts'

/** The characters of a class in the order of how readily a person would write them. */
export interface Characters {
  readonly groups: readonly (readonly string[])[]
  /** All of the groups, each character once. */
  readonly all: readonly string[]
}

const LOWER = [...'abcdefghijklmnopqrstuvwxyz']
const UPPER = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const DIGITS = [...'0123456789']
const MARKS = [...'-_. ,/:@#+=!?\'"()[]{}<>&%$*;|~^`\\']
/** Characters that Chinese texts are full of. */
const HAN = [
  ...'的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞',
]
const OTHER_SCRIPTS = [
  ...'éèüößñçàøåıłžščřαβγδεабвгдежзиклмнопрстуあいうえおかきくけこアイウエオ가나다라마바사אבגדابتثجกขคงअआइक',
]
const SPACES = ['\t', '\n', '\r', '\u00a0', '\u3000']
const SYMBOLS = [...'€£¥°±²½×÷©®™…—“”‘’•←→↑↓★☆♥✓「」、。！？（）０１２３ＡＢＣａｂｃ🙂🎉👍🏠']
const POOL: readonly (readonly string[])[] = [
  LOWER,
  DIGITS,
  UPPER,
  HAN,
  OTHER_SCRIPTS,
  MARKS,
  SYMBOLS,
  SPACES,
]
const BEYOND_BASIC = 0x10000
const LAST_COMMON = 0x323af

/** The characters that a class matches, among common ones and those it names; none where it matches nothing. */
export function charactersOf(source: string, flags: string, hints: readonly string[]): Characters {
  const regexp = new RegExp(`^(?:${source})$`, flags)
  const matches = (text: string) => regexp.test(text)
  const groups = POOL.map((group) => (group.every(matches) ? group : group.filter(matches)))
  const common = new Set(groups.flat())
  const named = [...new Set(hints)].filter((text) => !common.has(text) && matches(text))
  const isWide = groups.filter((group) => group.length > 0).length > 5
  const found = [...(isWide ? [groups.flat(), []] : []), ...groups, named].filter((group) => group.length > 0)
  if (found.length === 0) return asCharacters([seek(matches)])
  const han = groups[3] ?? []
  if (!isWide && han.length > 0) return asCharacters([han, ...groups.filter((group) => group !== han), named])
  return asCharacters([...groups, named])
}

/** One after the other through Unicode, for classes of characters that nobody thinks of. */
function seek(matches: (text: string) => boolean): readonly string[] {
  const found: string[] = []
  for (let point = 0; point <= LAST_COMMON && found.length < 64; point++) {
    if (point >= 0xd800 && point < 0xe000) continue
    if (point < BEYOND_BASIC || point >= 0x10300) {
      const text = String.fromCodePoint(point)
      if (matches(text)) found.push(text)
    }
  }
  return found
}

function asCharacters(groups: readonly (readonly string[])[]): Characters {
  const filled = groups.filter((group) => group.length > 0)
  return { groups: filled, all: [...new Set(filled.flat())] }
}

const VOWELS = LOWER.filter((letter) => 'aeiou'.includes(letter))
const CONSONANTS = LOWER.filter((letter) => !'aeiou'.includes(letter))

/**
 * One character. What comes most readily is taken mostly; lower-case letters alternate so that they can be
 * pronounced. `plainly` draws from all alike, which finds the rare ones sooner.
 */
export function characterFrom(
  characters: Characters,
  random: Random,
  before: string,
  plainly: boolean,
): string {
  if (plainly) return random.pick(characters.all)
  const group = characters.groups[groupAt(random.next(), characters.groups.length)] ?? characters.all
  if (group !== LOWER) return random.pick(group)
  return random.pick('aeiou'.includes(before) || before === '' ? CONSONANTS : VOWELS)
}

function groupAt(draw: number, count: number): number {
  if (count === 1 || draw < 0.8) return 0
  return draw < 0.97 || count === 2 ? 1 : 2
}
