"""What the references read out of odd files: usage odd_files.py CASES.json OUT.json

CASES: [{"path", "layout"}]; OUT: for each [[query, document, value], ...] in order, or null where the reference fails.
Layouts: named-tab, named-comma (`datasets`' own CSV builder and the cast of mteb), beir (GenericDataLoader of beir),
trec, trec-run (pytrec_eval), json, json-run (Python's json), jsonl (json, a row a line), corpus (beir: id, title, text).
"""

import json
import logging
import sys
import tempfile

import pytrec_eval
from beir.datasets.data_loader import GenericDataLoader
from datasets import Features, Value
from datasets.packaged_modules.csv.csv import Csv
from datasets.table import table_cast

logging.disable(logging.CRITICAL)
QRELS = Features(
    {"query-id": Value("string"), "corpus-id": Value("string"), "score": Value("int32")}
).arrow_schema


def named(separator):
    builder = Csv(sep=separator, cache_dir=tempfile.mkdtemp())

    def read(path):
        triples = []
        for _, table in builder._generate_tables([path], [[path]]):
            # mteb: select_columns, cast (mteb/abstasks/retrieval_dataset_loaders.py, _load_qrels)
            table = table_cast(table.select(["query-id", "corpus-id", "score"]), QRELS)
            triples += [list(row.values()) for row in table.to_pylist()]
        if any(value is None for triple in triples for value in triple):
            raise ValueError("a missing value")
        return triples

    return read


def beir(path):
    loader = GenericDataLoader(qrels_file=path)
    loader._load_qrels()
    return flat(loader.qrels)


def corpus(path):
    loader = GenericDataLoader(corpus_file=path)
    loader._load_corpus()
    return [[str(id), row["title"], row["text"]] for id, row in loader.corpus.items()]


def flat(nested):
    return [[query, document, value] for query, values in nested.items() for document, value in values.items()]


def whole(path):
    with open(path, encoding="utf-8") as file:
        return flat(json.load(file))


def lines(path):
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [[str(row["query-id"]), str(row["corpus-id"]), int(row["score"])] for row in rows]


def trec(parse):
    def read(path):
        with open(path, encoding="utf-8") as file:
            return flat(parse(file))

    return read


READERS = {
    "named-tab": named("\t"),
    "named-comma": named(","),
    "beir": beir,
    "trec": trec(pytrec_eval.parse_qrel),
    "trec-run": trec(pytrec_eval.parse_run),
    "json": whole,
    "json-run": whole,
    "jsonl": lines,
    "corpus": corpus,
}

if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    read = []
    for case in cases:
        try:
            read.append(READERS[case["layout"]](case["path"]))
        except Exception:
            read.append(None)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(read, file)
