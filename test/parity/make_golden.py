"""Writes golden.json into the folder of a real model: token ids and vectors by sentence-transformers, of the texts of
another golden.json and of paragraphs of XQuAD-R. `npm run parity -- DIR` then compares.

usage: python make_golden.py --texts SOME/golden.json [--xquad XQUAD_R_DIR --paragraphs 200] DIR...
"""
import argparse, json, os
os.environ.setdefault("HF_HUB_OFFLINE", "1")
import numpy as np, torch
from sentence_transformers import SentenceTransformer

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("folders", nargs="+")
parser.add_argument("--texts", required=True)
parser.add_argument("--xquad")
parser.add_argument("--paragraphs", type=int, default=200)
args = parser.parse_args()

texts = [{"id": t["id"], "text": t["text"]} for t in json.load(open(args.texts, encoding="utf-8"))["texts"]]
if args.xquad:
    langs = sorted(f[:-5] for f in os.listdir(args.xquad) if f.endswith(".json"))
    every = {l: [p["context"] for a in json.load(open(os.path.join(args.xquad, l + ".json"), encoding="utf-8"))["data"] for p in a["paragraphs"]] for l in langs}
    for i in range(args.paragraphs):
        lang = langs[i % len(langs)]
        texts.append({"id": "p-%s-%d" % (lang, i), "text": every[lang][(7 * i) % len(every[lang])]})
for folder in args.folders:
    model = SentenceTransformer(folder, device="cpu", model_kwargs={"dtype": torch.float32})
    strings = [t["text"] for t in texts]
    runs = []
    roles = [("none", model.encode, "")] if not any(model.prompts.values()) else [("query", model.encode_query, model.prompts["query"]), ("document", model.encode_document, model.prompts["document"])]
    for role, encode, prompt in roles:
        vectors = encode(strings, batch_size=8, convert_to_numpy=True, show_progress_bar=False).astype(np.float32)
        ids = [model.preprocess([prompt + t])["input_ids"][0].tolist() for t in strings]
        runs.append({"role": role, "prompt": prompt, "input_ids": ids, "embeddings": [[float("%.8g" % x) for x in row] for row in vectors]})
    path = os.path.join(folder, "golden.json")
    with open(path + ".part", "w") as f:
        json.dump({"checkpoint": os.path.basename(os.path.normpath(folder)), "texts": texts, "runs": runs}, f)
    os.replace(path + ".part", path)
    print(folder, model.max_seq_length, len(texts), [r["role"] for r in runs], flush=True)
