import { testCorpus } from './corpus-part.ts'

testCorpus(1, 2)
