"""Trains the shared Unigram vocabulary on the training part of the UDHR: no held-out article, no held-out language.

    python vocabulary.py --data udhr.jsonl --out tokenizer/

SentencePiece with XLM-R's normalisation (nmt_nfkc) and XLM-R's special tokens, written as tokenizer.json.
"""
import argparse
import io
import json
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from transformers import XLMRobertaTokenizer

from data import read_translations, training_texts, training_translations

NORMAL_PIECE = 1
MAX_TOKENS = 128
VOCABULARY_SIZE = 20_000
CHARACTER_COVERAGE = 0.9995


def train_pieces(texts):
    """SentencePiece's pieces with log probabilities, and its character map."""
    model_file = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=model_file, model_type="unigram",
        vocab_size=VOCABULARY_SIZE, character_coverage=CHARACTER_COVERAGE, normalization_rule_name="nmt_nfkc",
        max_sentence_length=20_000, input_sentence_size=0, shuffle_input_sentence=False, num_threads=1, minloglevel=2,
    )  # fmt: skip
    model = sentencepiece_model_pb2.ModelProto.FromString(model_file.getvalue())
    pieces = [(p.piece, round(p.score, 4)) for p in model.pieces if p.type == NORMAL_PIECE]
    return pieces, model.normalizer_spec.precompiled_charsmap


def write_tokenizer(pieces, charsmap, out):
    special = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    tokenizer = XLMRobertaTokenizer(
        vocab=special + pieces + [("<mask>", 0.0)], _spm_precompiled_charsmap=charsmap, model_max_length=MAX_TOKENS
    )
    tokenizer.save_pretrained(out)
    return len(tokenizer)


def compact_json(path):
    """On one line: half the size, and every checkpoint carries a copy."""
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    translations = training_translations(read_translations(options.data))
    texts = [text for t in translations for text in training_texts(t).values()]
    count = write_tokenizer(*train_pieces(texts), options.out)
    compact_json(Path(options.out) / "tokenizer.json")
    print(f"{count} tokens from {len(texts)} paragraphs in {len(translations)} translations")


if __name__ == "__main__":
    main()
