"""A small XLM-R: transformers' XLMRobertaModel with random weights, mean pooling, L2 normalisation."""
import torch
from torch.nn.functional import normalize
from transformers import XLMRobertaConfig, XLMRobertaModel

BOS, PAD, EOS = 0, 1, 2
MAX_TOKENS = 128  # with <s> and </s>


def build(vocabulary_size, seed):
    """The same initial weights for every kind of batching with one seed."""
    torch.manual_seed(seed)
    config = XLMRobertaConfig(
        vocab_size=vocabulary_size, hidden_size=64, num_hidden_layers=1, num_attention_heads=4, intermediate_size=128,
        max_position_embeddings=MAX_TOKENS + PAD + 1, type_vocab_size=1, hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0, bos_token_id=BOS, pad_token_id=PAD, eos_token_id=EOS,
    )  # fmt: skip
    return XLMRobertaModel(config, add_pooling_layer=False)


def embed(model, sequences, offsets=None):
    """Unit vectors [texts, dims] of token id lists without special tokens.

    offsets: how far to move each text's positions; training draws them, so that every position is trained although
    its crops are short. None gives XLM-R's own positions.
    """
    rows = [[BOS, *ids[: MAX_TOKENS - 2], EOS] for ids in sequences]
    width = max(map(len, rows))
    ids = torch.tensor([row + [PAD] * (width - len(row)) for row in rows])
    mask = (ids != PAD).long()
    positions = None
    if offsets is not None:
        moved = [min(offset, MAX_TOKENS - len(row)) for offset, row in zip(offsets, rows)]
        positions = mask.cumsum(1) * mask + PAD + mask * torch.tensor(moved).unsqueeze(1)
    states = model(input_ids=ids, attention_mask=mask, position_ids=positions).last_hidden_state
    weights = mask.unsqueeze(-1).to(states.dtype)
    return normalize((states * weights).sum(1) / weights.sum(1), dim=-1)
