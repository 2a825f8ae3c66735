"""LAReQA's rules over a folder of SQuAD files with sentence boundaries, written from literature notes A1 alone.

usage: python3 test/data/oracle/lareqa_golden.py ../shared/xquad-r ../shared/mlqa-r > test/fixtures/data/lareqa.json
Texts appear as SHA-256 only: the data sets are not ours to copy.
"""
import hashlib, json, os, sys

def sha(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()

def load(folder):
    languages = {}
    for name in sorted(os.listdir(folder)):
        candidates, questions, answers, number = [], [], {}, 0
        for article in json.load(open(os.path.join(folder, name), encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                number += 1
                sentences = [paragraph["context"][a:b] for a, b in paragraph["sentence_breaks"]]
                kept = []
                for qa in paragraph["qas"]:
                    (answer,) = qa["answers"]
                    hit = [i for i, (a, b) in enumerate(paragraph["sentence_breaks"]) if a <= answer["answer_start"] < b]
                    if hit:
                        kept.append(qa)
                        answers[qa["id"]] = [len(candidates) + i for i, s in enumerate(sentences) if s == sentences[hit[0]]]
                questions += [(qa["id"], qa["question"]) for qa in kept]
                if kept:
                    candidates += [(f"{name[:-5]}/p{number}/s{i}", s, paragraph["context"]) for i, s in enumerate(sentences)]
        languages[name[:-5]] = (candidates, questions, answers)
    return languages

def records(rows):
    return [[i, sha(t)] for i, t in (rows[0], rows[9], rows[-1])]

def cell(languages, query, pool, paragraph):
    text = lambda s, c: ((s + c if paragraph else s).replace("\n", "")).strip()
    documents = [(i, text(s, c)) for l in pool for i, s, c in languages[l][0]]
    questions = languages[query][1]
    relevant = {q: [languages[l][0][p][0] for l in pool for p in languages[l][2].get(q, [])] for q, _ in questions}
    kept = [(q, t) for q, t in questions if relevant[q]]
    asked = {q for q, _ in questions}
    return {"queries": len(kept), "documents": len(documents), "judgements": sum(len(relevant[q]) for q in asked), "queryRecords": records(kept), "documentRecords": records(documents)}

out = {}
for folder in sys.argv[1:]:
    languages = load(folder)
    every = list(languages)
    cells = {}
    for query, pool in (("ar", ["ar"]), ("ar", ["de"]), ("en", ["zh"]), ("de", every), ("zh", every)):
        name = f"{query}-{'multi' if len(pool) > 1 else pool[0]}"
        cells[name] = {"sentence+paragraph": cell(languages, query, pool, True), "sentence": cell(languages, query, pool, False)}
    out[os.path.basename(os.path.abspath(folder))] = {
        "candidates": {l: len(c) for l, (c, _, _) in languages.items()}, "questions": {l: len(q) for l, (_, q, _) in languages.items()}, "cells": cells}
json.dump(out, sys.stdout, indent=1)
