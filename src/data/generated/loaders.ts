// Generated from the files of src/data/loaders by `npm run types`. Do not edit.
import type { ImplementedLoader } from '../../registry/loader-kinds.js';
import { loader as beir } from '../loaders/beir.js';
import { loader as belebele } from '../loaders/belebele.js';
import { loader as codeEditSearch } from '../loaders/code-edit-search.js';
import { loader as codeSearchNet } from '../loaders/code-search-net.js';
import { loader as cure } from '../loaders/cure.js';
import { loader as fquad } from '../loaders/fquad.js';
import { loader as georgianFaq } from '../loaders/georgian-faq.js';
import { loader as greekCivicsQa } from '../loaders/greek-civics-qa.js';
import { loader as hunsum } from '../loaders/hunsum.js';
import { loader as lareqa } from '../loaders/lareqa.js';
import { loader as mfollowir } from '../loaders/mfollowir.js';
import { loader as mlqaFromSquad } from '../loaders/mlqa-from-squad.js';
import { loader as mrtidy } from '../loaders/mrtidy.js';
import { loader as publicHealthQa } from '../loaders/public-health-qa.js';
import { loader as ruSciBench } from '../loaders/ru-sci-bench.js';
import { loader as sadeem } from '../loaders/sadeem.js';
import { loader as skquad } from '../loaders/skquad.js';
import { loader as slovaksum } from '../loaders/slovaksum.js';
import { loader as standard } from '../loaders/standard.js';
import { loader as syntec } from '../loaders/syntec.js';
import { loader as udhr } from '../loaders/udhr.js';
import { loader as withoutInstructions } from '../loaders/without-instructions.js';
import { loader as wmtDiscrimination } from '../loaders/wmt-discrimination.js';
import { loader as xquadFromSquad } from '../loaders/xquad-from-squad.js';

/** `loader.kind` of a definition → its rule; the compiler refuses a file without facts and facts without a file. */
export const LOADERS = {
  beir,
  belebele,
  'code-edit-search': codeEditSearch,
  'code-search-net': codeSearchNet,
  cure,
  fquad,
  'georgian-faq': georgianFaq,
  'greek-civics-qa': greekCivicsQa,
  hunsum,
  lareqa,
  mfollowir,
  'mlqa-from-squad': mlqaFromSquad,
  mrtidy,
  'public-health-qa': publicHealthQa,
  'ru-sci-bench': ruSciBench,
  sadeem,
  skquad,
  slovaksum,
  standard,
  syntec,
  udhr,
  'without-instructions': withoutInstructions,
  'wmt-discrimination': wmtDiscrimination,
  'xquad-from-squad': xquadFromSquad,
} as const satisfies Readonly<Record<ImplementedLoader, unknown>>;
