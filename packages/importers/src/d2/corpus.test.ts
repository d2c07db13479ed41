import { testCorpus } from '../testing/test-corpus.ts'
import { importer } from './index.ts'

testCorpus(importer)
