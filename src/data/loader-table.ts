import type { LoadRule } from './loader.js';
import { loadBeir } from './loaders/beir.js';
import { loadBelebele } from './loaders/belebele.js';
import { loadCodeEditSearch } from './loaders/code-edit-search.js';
import { loadCodeSearchNet } from './loaders/code-search-net.js';
import { loadCure } from './loaders/cure.js';
import { loadFquad } from './loaders/fquad.js';
import { loadGreekCivicsQa } from './loaders/greek-civics-qa.js';
import { loadLareqa } from './loaders/lareqa.js';
import { loadMfollowir } from './loaders/mfollowir.js';
import { loadMlqa } from './loaders/mlqa-from-squad.js';
import { loadMrTidy } from './loaders/mr-tidy.js';
import { loadQuestionAnswer } from './loaders/question-answer.js';
import { loadRuSciBench } from './loaders/ru-sci-bench.js';
import { loadSadeem } from './loaders/sadeem.js';
import { loadSkquad } from './loaders/skquad.js';
import { loadStandard, loadWithoutInstructions } from './loaders/standard.js';
import { loadHunsum, loadSlovaksum } from './loaders/summaries.js';
import { loadSyntec } from './loaders/syntec.js';
import { loadUdhr } from './loaders/udhr.js';
import { loadWmtDiscrimination } from './loaders/wmt-discrimination.js';
import { loadXquad } from './loaders/xquad-from-squad.js';

/** `loader.kind` of a task definition → rule. The kinds of the registry that are missing here have no rule yet. */
export const LOADERS = {
  standard: loadStandard,
  'without-instructions': loadWithoutInstructions,
  beir: loadBeir,
  udhr: loadUdhr,
  lareqa: loadLareqa,
  'xquad-from-squad': loadXquad,
  'mlqa-from-squad': loadMlqa,
  belebele: loadBelebele,
  cure: loadCure,
  mrtidy: loadMrTidy,
  'public-health-qa': loadQuestionAnswer,
  'georgian-faq': loadQuestionAnswer,
  mfollowir: loadMfollowir,
  'code-search-net': loadCodeSearchNet,
  'code-edit-search': loadCodeEditSearch,
  'wmt-discrimination': loadWmtDiscrimination,
  'ru-sci-bench': loadRuSciBench,
  sadeem: loadSadeem,
  hunsum: loadHunsum,
  slovaksum: loadSlovaksum,
  skquad: loadSkquad,
  'greek-civics-qa': loadGreekCivicsQa,
  fquad: loadFquad,
  syntec: loadSyntec,
} as const satisfies Readonly<Record<string, LoadRule>>;

export type LoaderKind = keyof typeof LOADERS;

export function isLoaderKind(kind: string): kind is LoaderKind {
  return Object.hasOwn(LOADERS, kind);
}
