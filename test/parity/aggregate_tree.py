"""What Python mteb computes from a results tree: the reference of test/parity/aggregation.test.ts.

usage: python test/parity/aggregate_tree.py RESULTS_TREE OUT.json [TASK ...]
Needs mteb 2.26.24. RESULTS_TREE is a folder named `results` with <org>__<name>/<revision>/<Task>.json; without tasks
all tasks of the tree that mteb knows and that are no aggregates.
"""

import json
import math
import sys
from pathlib import Path

import mteb
from mteb.benchmarks.benchmark import Benchmark
from mteb.cache import ResultCache


def number(value):
    return value if value is None or isinstance(value, (str, int, bool)) or (isinstance(value, float) and math.isfinite(value)) else None


def rows(frame):
    return [{key: number(value) for key, value in row.items() if not isinstance(value, (dict, list))} for row in frame.to_dicts()]


def records(frame):
    return [{key: number(value) for key, value in row.items()} for row in frame.to_dict("records")]


def known(names):
    found = []
    for name in names:
        try:
            found.append(mteb.get_task(name))
        except KeyError:
            pass
    return [task for task in found if task.metadata.name in names and not getattr(task, "is_aggregate", False)]


tree, out, *wanted = sys.argv[1:]
tree = Path(tree)
assert tree.name == "results", "mteb's cache wants a folder named results"
results = ResultCache(tree.parent).load_results(include_remote=False)
names = wanted or sorted({result.task_name for model in results.model_results for result in model.task_results})
tasks = known(names)
frame = results._to_results_df(tasks)
benchmark = Benchmark(name="check", tasks=tasks, language_view="all")
summary = benchmark._create_summary_table(frame)
joined = results.join_revisions()
Path(out).write_text(json.dumps({
    "tasks": [task.metadata.name for task in tasks],
    "summary": rows(summary.df),
    "per_task": rows(benchmark._create_per_task_table(frame)),
    "per_language": rows(benchmark._create_per_language_table(frame)),
    "dataframe_task": records(joined.to_dataframe(aggregation_level="task", format="long")),
    "dataframe_language": records(joined.to_dataframe(aggregation_level="language", format="long")),
}))
