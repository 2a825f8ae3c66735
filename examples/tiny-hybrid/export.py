"""Writes one seed's runs as sentence-transformers folders: checkpoints/{monolingual,cross-lingual,hybrid}.

    python export.py --runs runs/ --tokenizer tokenizer/ --data udhr.jsonl --seed 1 --out checkpoints/

Each folder is opened again with SentenceTransformer; its vectors must be those of training's own `embed`.
"""
import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers import AutoTokenizer, XLMRobertaModel

from data import HELD_OUT_LANGUAGES, SPLIT, evaluation_translations, read_translations, training_translations
from encoder import MAX_TOKENS, build, embed
from sampling import MONOLINGUAL_SHARE
from train import SETTINGS
from vocabulary import compact_json


def card(kind, seed, tags, held_out_tags):
    """glottobench.json: what somebody who compares checkpoints must know about the training."""
    sampling = {"kind": kind} | ({"alpha": MONOLINGUAL_SHARE[kind]} if kind == "hybrid" else {})
    return {
        "name": f"glottobench/tiny-{kind}",
        "backbone": "other",
        "batch_sampling": sampling,
        "training_datasets": [{"name": "udhr", "mteb_task": "UDHRRetrieval"}],
        "languages": tags,
        "held_out_articles": SPLIT["held_out_articles"],
        "held_out_languages": held_out_tags,
        "seed": seed,
        "steps": SETTINGS["steps"],
        "batch_size": SETTINGS["batch_size"],
        "learning_rate": SETTINGS["learning_rate"],
        "loss": f"InfoNCE, in-batch negatives, cosine, temperature {SETTINGS['temperature']}",
        "license": "apache-2.0",
        "notes": "XLM-R architecture, random initialisation: no pretraining. An example for the harness, not a model for use: one layer, trained on 41 paragraphs of one text.",
    }


def weights_of(run, vocabulary_size, seed):
    """The trained model; XLM-R's pooler, which nothing here uses, is added so that transformers finds every weight."""
    trained = load_file(run / "weights.safetensors")
    torch.manual_seed(seed)
    model = XLMRobertaModel(build(vocabulary_size, seed).config)
    missing, unexpected = model.load_state_dict(trained, strict=False)
    if unexpected or any(not name.startswith("pooler.") for name in missing):
        raise ValueError(f"{run}: weights do not fit the model: {missing} {unexpected}")
    return model.half()


def write_folder(model, tokenizer, out):
    with tempfile.TemporaryDirectory() as plain:
        model.save_pretrained(plain)
        tokenizer.save_pretrained(plain)
        transformer = Transformer(plain, max_seq_length=MAX_TOKENS)
        pooling = Pooling(model.config.hidden_size, pooling_mode="mean")
        saved = SentenceTransformer(modules=[transformer, pooling, Normalize()], device="cpu", similarity_fn_name="cosine")
        shutil.rmtree(out, ignore_errors=True)
        saved.save(str(out), create_model_card=False)
    compact_json(out / "tokenizer.json")
    (out / "model.safetensors").chmod(0o644)
    normalize = out / "2_Normalize"  # git keeps no empty folders
    if not any(normalize.glob("*")):
        normalize.mkdir(exist_ok=True)
        (normalize / ".gitkeep").touch()


def largest_difference(folder, run, tokenizer, texts, seed):
    """Between SentenceTransformer(folder) in fp32 and training's own arithmetic, over all components."""
    opened = SentenceTransformer(str(folder), device="cpu", model_kwargs={"dtype": torch.float32})
    own = build(len(tokenizer), seed)
    own.load_state_dict({k: v.float() for k, v in load_file(run / "weights.safetensors").items()})
    ids = [tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"] for text in texts]
    with torch.no_grad():
        expected = embed(own.eval(), ids).numpy()
    return float(np.abs(opened.encode(texts) - expected).max())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--runs", "--tokenizer", "--data", "--out"):
        parser.add_argument(name, required=True)
    parser.add_argument("--seed", type=int, required=True)
    options = parser.parse_args()
    translations = read_translations(options.data)
    tags = sorted({t.tag for t in training_translations(translations)})
    held_out_tags = sorted({t.tag for t in translations.values() if t.language in HELD_OUT_LANGUAGES})
    texts = [text for t in evaluation_translations(translations).values() for text in list(t.texts.values())[::5]]
    tokenizer = AutoTokenizer.from_pretrained(options.tokenizer)
    for kind in MONOLINGUAL_SHARE:
        run, folder = Path(options.runs) / f"{kind}-{options.seed}", Path(options.out) / kind
        write_folder(weights_of(run, len(tokenizer), options.seed), tokenizer, folder)
        description = json.dumps(card(kind, options.seed, tags, held_out_tags), indent=2)
        (folder / "glottobench.json").write_text(description + "\n", encoding="utf-8")
        difference = largest_difference(folder, run, tokenizer, texts, options.seed)
        print(f"{folder}: largest difference to training {difference:.1e} over {len(texts)} texts")
        if difference > 1e-5:
            raise SystemExit("the folder does not give the vectors that training had")


if __name__ == "__main__":
    main()
