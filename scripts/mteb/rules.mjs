// What mteb keeps in code and a dump cannot tell: which loader rule, which scoring, which side
// comes first. Read from the classes of mteb 2.26.24. A custom task that is not named here gets
// loader kind "none" with the reason.

/** Task name → loader kind, for tasks that load with code of their own. */
export const LOADERS = {
  BelebeleRetrieval: 'belebele',
  CUREv1: 'cure',
  MrTidyRetrieval: 'mrtidy',
  PublicHealthQA: 'public-health-qa',
  GeorgianFAQRetrieval: 'georgian-faq',
  mFollowIR: 'mfollowir',
  mFollowIRCrossLingual: 'mfollowir',
  COIRCodeSearchNetRetrieval: 'code-search-net',
  CodeSearchNetCCRetrieval: 'code-search-net',
  CodeEditSearchRetrieval: 'code-edit-search',
  CrossLingualSemanticDiscriminationWMT21: 'wmt-discrimination',
  RuSciBenchCiteRetrieval: 'ru-sci-bench',
  RuSciBenchCociteRetrieval: 'ru-sci-bench',
  SadeemQuestionRetrieval: 'sadeem',
  HunSum2AbstractiveRetrieval: 'hunsum',
  SlovakSumRetrieval: 'slovaksum',
  SKQuadRetrieval: 'skquad',
  'GermanQuAD-Retrieval': 'germanquad',
  GreekCivicsQA: 'greek-civics-qa',
  FQuADRetrieval: 'fquad',
  SyntecRetrieval: 'syntec',
  VieQuADRetrieval: 'seeded-sample',
  NorQuadRetrieval: 'seeded-sample',
  SNLRetrieval: 'seeded-sample',
  TV2Nordretrieval: 'seeded-sample',
  TurHistQuadRetrieval: 'seeded-sample',
  ToolRetrieval: 'without-instructions',
};

/** Module or task name → scoring kind, for tasks with scores of their own. */
export const SCORINGS = {
  'mteb.tasks.retrieval.eng.lmeb_retrieval': 'capped-recall',
  IFIRAila: 'instruction-levels',
  IFIRFiQA: 'instruction-levels',
  IFIRPm: 'instruction-levels',
  IFIRScifact: 'instruction-levels',
  Core17InstructionRetrieval: 'p-mrr',
  News21InstructionRetrieval: 'p-mrr',
  Robust04InstructionRetrieval: 'p-mrr',
  mFollowIR: 'p-mrr',
  mFollowIRCrossLingual: 'p-mrr',
  InstructIR: 'robustness',
  NevIR: 'paired-accuracy',
  MindSmallReranking: 'max-over-subqueries',
};

/**
 * Tasks whose two languages are query first, documents second; all others are the other way round.
 */
export const QUERY_FIRST = new Set([
  'CUREv1',
  'mFollowIRCrossLingual',
  'CrossLingualSemanticDiscriminationWMT19',
  'CrossLingualSemanticDiscriminationWMT21',
]);

export function loaderOf(task) {
  if (task.loader === 'standard') return { kind: 'standard' };
  const kind = LOADERS[task.name];
  if (kind !== undefined) return { kind };
  const methods = [...task.overridden, ...task.helper_methods].map(
    (method) => method.split('@')[0],
  );
  return {
    kind: 'none',
    reason: `mteb loads it with code of its own (${task.class_module}: ${[...new Set(methods)].join(', ')}), for which there is no rule here`,
  };
}

export function scoringOf(task) {
  if (task.scoring === 'standard') return 'standard';
  const kind = SCORINGS[task.name] ?? SCORINGS[task.class_module];
  if (kind === undefined)
    throw new Error(
      `${task.name} has scores of its own (${task.class_module}): name its kind in scripts/mteb/rules.mjs`,
    );
  return kind;
}
