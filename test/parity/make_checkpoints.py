"""Further checkpoints, made with the generator in ../shared/checkpoints: every pooling, activation, head count, T5 variant,
prompt rule and tokenizer that a user may bring. Too large for fixtures; `npm run parity -- OUT` compares.

usage: python ../shared/checkpoints/train_sentencepiece.py --texts ../shared/xquad-r --out SPM
       python make_checkpoints.py --generator ../shared/checkpoints --texts ../shared/xquad-r --spm SPM --out OUT [NAME ...]
"""
import argparse, base64, json, os, sys

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("names", nargs="*")
for option in ("--generator", "--texts", "--spm", "--out"):
    p.add_argument(option, required=True)
args = p.parse_args()
sys.path.insert(0, args.generator)
from make_golden_checkpoints import *  # noqa: F403  its functions are the vocabulary of this file
from transformers import (DistilBertForMaskedLM, PreTrainedTokenizerFast, RobertaConfig, RobertaModel, RobertaTokenizer, T5Config, T5EncoderModel,
                          T5ForConditionalGeneration)

TEXTS = args.texts
texts = golden_texts(TEXTS, shift=1)
spm = {n: jload(os.path.join(args.spm, n + ".json")) for n in ("mt5", "small")}
wps = wordpiece(TEXTS, 2000, 700)
stok, sn = xlmr_tok(spm["small"], 128)
mtok, mn = mt5_tok(spm["mt5"], 256)
V = {}


def v(name, truncate_dim=None):
    def add(build):
        V[name] = (build, truncate_dim)
        return build
    return add


def B(seed, **kw):
    return draw(BertModel(bert_cfg(len(wps), **kw)), seed)


def bsave(o, m):
    save(m, bert_tok(wps, 256), o)


@v("distilbert")
def _(o):
    m = draw(DistilBertModel(DistilBertConfig(vocab_size=len(wps), dim=60, n_layers=2, n_heads=5, hidden_dim=90, max_position_embeddings=256)), 31)
    save(m, bert_tok(wps, 256, DistilBertTokenizer), o); write_layout(o, 128, "mean", 60)


@v("distilbert-mlm")
def _(o):
    m = draw(DistilBertForMaskedLM(DistilBertConfig(vocab_size=len(wps), dim=64, n_layers=2, n_heads=4, hidden_dim=90, max_position_embeddings=256, sinusoidal_pos_embds=True)), 32)
    save(m, bert_tok(wps, 256, DistilBertTokenizer), o); write_layout(o, 128, "cls", 64, legacy=True)


for mode in ("max", "mean_sqrt_len_tokens", "weightedmean", "lasttoken"):
    def f(o, mode=mode):
        bsave(o, B(33)); write_layout(o, 128, mode, 64, legacy=mode in ("max","weightedmean"))
    V["pool-"+mode] = (f, None)


@v("concat-legacy")
def _(o): bsave(o, B(34)); write_layout(o, 128, ["cls","max","mean","lasttoken","weightedmean","mean_sqrt_len_tokens"], 64, legacy=True, dense=(50, 3, "torch.nn.modules.activation.GELU"), normalize=True)


@v("concat-new")
def _(o): bsave(o, B(35)); write_layout(o, 128, ["lasttoken","mean"], 64)


@v("odd-heads")
def _(o): bsave(o, B(36, hidden_size=63, num_attention_heads=7, intermediate_size=101, num_hidden_layers=3)); write_layout(o, 128, "mean", 63)


@v("t5-buckets")
def _(o):
    save(draw(MT5EncoderModel(mt5_cfg(mn, relative_attention_num_buckets=20, relative_attention_max_distance=50, num_heads=3, d_kv=11)), 37), mtok, o); write_layout(o, 256, "mean", 64)


@v("t5-buckets-16-20")
def _(o):
    save(draw(MT5EncoderModel(mt5_cfg(mn, relative_attention_num_buckets=12, relative_attention_max_distance=300, num_heads=5, d_kv=8)), 137), mtok, o); write_layout(o, 256, "mean", 64)


@v("t5-relu")
def _(o):
    save(draw(T5EncoderModel(T5Config(vocab_size=mn+10, d_model=64, d_kv=16, d_ff=96, num_layers=2, num_heads=4, feed_forward_proj="relu")), 38), mtok, o); write_layout(o, 256, "mean", 64, legacy=True)


@v("t5-relu-full-tied")
def _(o):
    save(draw(T5ForConditionalGeneration(T5Config(vocab_size=mn+10, d_model=64, d_kv=16, d_ff=96, num_layers=2, num_decoder_layers=1, num_heads=4, feed_forward_proj="relu", tie_word_embeddings=True)), 39), mtok, o); write_layout(o, 256, "mean", 64)


@v("mt5-untied")
def _(o):
    save(draw(MT5ForConditionalGeneration(mt5_cfg(mn, num_layers=2, tie_word_embeddings=False)), 40), mtok, o); write_layout(o, 128, "mean", 64)


@v("xlmr-untied")
def _(o):
    save(draw(XLMRobertaForMaskedLM(xlmr_cfg(sn, tie_word_embeddings=False)), 41), stok, o); write_layout(o, 128, "cls", 64)


@v("bert-untied")
def _(o):
    save(draw(BertForMaskedLM(bert_cfg(len(wps), tie_word_embeddings=False)), 141), bert_tok(wps, 256), o); write_layout(o, 128, "mean", 64)


@v("eps-bert")
def _(o): bsave(o, B(42, layer_norm_eps=1e-3)); write_layout(o, 128, "mean", 64)


@v("eps-xlmr-bos")
def _(o): save(draw(XLMRobertaModel(xlmr_cfg(sn, layer_norm_eps=0.01)), 43), stok, o); write_layout(o, 128, "mean", 64, normalize=True)


@v("eps-t5")
def _(o): save(draw(MT5EncoderModel(mt5_cfg(mn, layer_norm_epsilon=1e-2)), 44), mtok, o); write_layout(o, 256, "mean", 64)


@v("type-vocab-1")
def _(o): bsave(o, B(45, type_vocab_size=1)); write_layout(o, 128, "mean", 64)


@v("xlmr-type-vocab-2")
def _(o): save(draw(XLMRobertaModel(xlmr_cfg(sn, type_vocab_size=2)), 145), stok, o); write_layout(o, 128, "mean", 64)


@v("gelu-new")
def _(o): bsave(o, B(46, hidden_act="gelu_new")); write_layout(o, 128, "mean", 64)


for act in ("relu","silu","gelu_fast","gelu_pytorch_tanh","quick_gelu","gelu_10"):
    def f(o, act=act): bsave(o, B(47, hidden_act=act)); write_layout(o, 128, "mean", 64)
    V["act-"+act] = (f, None)


PR = {"query": "query: ", "document": "doc: ", "other": "Topic words: "}


@v("default-prompt")
def _(o): bsave(o, B(48)); write_layout(o, 128, "mean", 64, prompts=PR, default_prompt="other")


@v("default-prompt-passage")
def _(o): bsave(o, B(148)); write_layout(o, 128, "mean", 64, prompts=PROMPTS, default_prompt="passage", legacy=True)


@v("default-only")
def _(o): bsave(o, B(149)); write_layout(o, 128, "mean", 64, prompts={"search": "search for: "}, default_prompt="search", legacy=True)


for mode in ("mean","weightedmean","max","cls","lasttoken"):
    def f(o, mode=mode): save(draw(XLMRobertaModel(xlmr_cfg(sn)), 49), stok, o); write_layout(o, 128, mode, 64, prompts=PR, include_prompt=False, legacy=mode=="mean")
    V["include-false-"+mode] = (f, None)


@v("include-false-default")
def _(o): bsave(o, B(150)); write_layout(o, 128, "mean", 64, prompts=PR, default_prompt="other", include_prompt=False)


@v("include-false-t5")
def _(o): save(draw(MT5EncoderModel(mt5_cfg(mn)), 152), mtok, o); write_layout(o, 128, "mean", 64, prompts=PR, include_prompt=False)


@v("trunc", 24)
def _(o): save(draw(XLMRobertaModel(xlmr_cfg(sn)), 50), stok, o); write_layout(o, 128, "mean", 64, normalize=True, prompts=PROMPTS)


@v("trunc-plain", 10)
def _(o): bsave(o, B(51)); write_layout(o, 128, "mean", 64)


@v("byte-fallback")
def _(o):
    # Unigram with byte fallback, as transformers' fast tokenizer keeps it
    tok, n = xlmr_tok(spm["small"], 128)
    t = json.loads(tok.backend_tokenizer.to_str())
    vocab = t["model"]["vocab"]
    body = vocab[:-1] + [["<0x%02X>" % i, -20.0] for i in range(256)] + [vocab[-1]]
    t["model"]["vocab"] = body; t["model"]["byte_fallback"] = True
    for a in t["added_tokens"]:
        if a["content"] == "<mask>": a["id"] = len(body) - 1
    raw = Tokenizer.from_str(json.dumps(t))
    fast = PreTrainedTokenizerFast(tokenizer_object=raw, model_max_length=128, bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>", pad_token="<pad>", unk_token="<unk>", mask_token="<mask>")
    save(draw(XLMRobertaModel(xlmr_cfg(len(body))), 52), fast, o); write_layout(o, 128, "mean", 64)


@v("t5-byte-fallback")
def _(o):
    # T5Tokenizer class over a vocabulary with byte pieces
    bytes_ = [("<0x%02X>" % i, -20.0) for i in range(256)]
    body = [(p, s) for p, s, t in spm["mt5"]["pieces"] if t in (1, 6)]
    vocab = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)] + bytes_ + body
    tok = T5Tokenizer(vocab=vocab, _spm_precompiled_charsmap=base64.b64decode(spm["mt5"]["charsmap"]), extra_ids=7, model_max_length=256)
    save(draw(MT5EncoderModel(mt5_cfg(len(tok))), 53), tok, o); write_layout(o, 128, "mean", 64)


@v("t5-byte-fallback-on")
def _(o):
    tok, n = mt5_tok(spm["mt5"], 256)
    tok = T5Tokenizer(vocab=[("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)] + [("<0x%02X>" % i, 0.0) for i in range(256)] + [(p, s) for p, s, t in spm["mt5"]["pieces"] if t in (1, 6)], _spm_precompiled_charsmap=base64.b64decode(spm["mt5"]["charsmap"]), extra_ids=0, model_max_length=256)
    t = json.loads(tok.backend_tokenizer.to_str()); t["model"]["byte_fallback"] = True
    save(draw(MT5EncoderModel(mt5_cfg(len(tok))), 54), tok, o); jdump(t, os.path.join(o, "tokenizer.json")); write_layout(o, 128, "mean", 64, legacy=True)


@v("roberta")
def _(o):
    tok = Tokenizer(models.BPE()); tok.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tok.train_from_iterator(contexts(TEXTS, "en")[::3], trainers.BpeTrainer(vocab_size=900, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    j = json.loads(tok.to_str())["model"]
    rt = RobertaTokenizer(vocab=j["vocab"], merges=[tuple(m) for m in j["merges"]], model_max_length=128)
    save(draw(RobertaModel(RobertaConfig(vocab_size=len(j["vocab"]), hidden_size=64, num_hidden_layers=2, num_attention_heads=4, intermediate_size=100, max_position_embeddings=130, type_vocab_size=1, pad_token_id=1, bos_token_id=0, eos_token_id=2)), 55), rt, o); write_layout(o, 128, "mean", 64)


@v("lower-uncased")
def _(o):
    tok = BertTokenizer(vocab=wps, do_lower_case=True, model_max_length=256); save(B(56), tok, o); write_layout(o, 128, "mean", 64, legacy=True); old_tokenizer_files(o, wps)


@v("fp16-bert")
def _(o): bsave(o, B(57).to(torch.float16)); write_layout(o, 128, "mean", 64)


@v("bf16-t5")
def _(o): save(draw(MT5EncoderModel(mt5_cfg(mn)), 58).to(torch.bfloat16), mtok, o); write_layout(o, 128, "mean", 64)


for name in args.names or V:
    build, truncate_dim = V[name]
    out = os.path.join(args.out, name)
    build(out)
    golden(out, texts, name, truncate_dim=truncate_dim)
