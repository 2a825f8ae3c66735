"""Dumps mteb's model registry: python scripts/mteb/dump-models.py OUT_DIR (data/mteb), in a venv that holds `mteb`.

Made with 2.26.24; nothing is downloaded, no model is opened. Writes

  models.json  what mteb knows of every model that takes text, and how it loads it: prompts, instruction template, settings
  names.json   the names of all its tasks, and which of them are relatives

What several models share stands once, under the first eight digits of the hash of its content, so that a new release
changes only what it changes. The bytes depend on the release of mteb alone.
"""

import hashlib
import inspect
import json
import os
import sys
from collections import Counter
from importlib.metadata import version
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import mteb
import sentence_transformers
from mteb.get_tasks import _SIMILAR_TASKS, TASK_LIST
from mteb.models.abs_encoder import AbsEncoder, PromptSource
from mteb.models.get_model_meta import _MODEL_RENAMES
from mteb.models.instruct_wrapper import InstructSentenceTransformerModel
from mteb.models.model_implementations import MODEL_REGISTRY
from mteb.models.sentence_transformer_wrapper import SentenceTransformerEncoderWrapper
from mteb.types import PromptType

ROLES = {"query": PromptType.query, "document": PromptType.document}
HOLE = "{instruction}"

# Wrappers of their own that change nothing under the similarity of their models; the reason was read in their source.
HARMLESS = {"BekkoEncoderWrapper": "scales vectors to length one, which cosine does not see"}
# Arguments of a loader that change no vector of a text, or that are recorded apart.
RECORDED = {
    "model_prompts", "instruction_template", "apply_instruction_to_passages", "prompts_dict", "prompt_priority",
    "include_prompt", "max_seq_length", "embed_dim", "model_kwargs",
    "trust_remote_code", "device", "fps", "max_frames", "num_frames", "min_frames", "target_sampling_rate", "max_samples",
}  # fmt: skip
HARMLESS_ARGUMENTS = {
    "model_kwargs": {"dtype", "torch_dtype", "attn_implementation", "trust_remote_code", "device_map"},
    "config_kwargs": {"use_cache"},
}
FACTS = [
    "release_date", "n_parameters", "n_active_parameters_override", "n_embedding_parameters", "memory_usage_mb",
    "embed_dim", "license", "open_weights", "public_training_code", "public_training_data", "framework", "reference",
    "use_instructions", "adapted_from", "superseded_by", "contacts", "extra_requirements_groups",
]  # fmt: skip

shared = {"prompt_rules": {}, "instructions": {}, "languages": {}, "training_datasets": {}, "citations": {}}


def share(table, value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=isinstance(value, dict))
    key = hashlib.sha256(text.encode()).hexdigest()[:8]
    assert shared[table].setdefault(key, value) == value
    return key


def plain(value):
    """Enumerations as their text, sets sorted, mappings as objects."""
    if isinstance(value, dict):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(plain(v) for v in value)
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return getattr(value, "value", value)


def loader_name(loader):
    return getattr(loader, "__name__", None) or type(loader).__name__


class Recorder:
    """Stands in for SentenceTransformer, and remembers how it was called."""

    def __init__(self, *args, **kwargs):
        kwargs = {RENAMED.get(key, key): value for key, value in kwargs.items()}
        self.call = inspect.signature(REAL.__init__).bind(self, *args, **kwargs).arguments
        self.prompts, self.auto_model, self.config = {}, self, self
        self._attn_implementation = "sdpa"

    def _first_module(self):
        return self

    def set_pooling_include_prompt(self, include_prompt):
        self.include_prompt = include_prompt


REAL = sentence_transformers.SentenceTransformer
# Old names that SentenceTransformer still takes.
RENAMED = {"model_name": "model_name_or_path", "tokenizer_kwargs": "processor_kwargs"}


def wrapped(meta):
    """The wrapper that a loader returns, with nothing behind it. @returns the wrapper and why it is none of the two"""
    loader = meta.loader
    if loader is None:
        return None, "mteb has no implementation of it"
    own = f"{loader_name(loader)} of mteb ({Path(inspect.getfile(inspect.unwrap(loader))).name}) is code of its own"
    standard = loader in {SentenceTransformerEncoderWrapper, InstructSentenceTransformerModel}
    harmless = loader_name(loader) in HARMLESS and str(plain(meta.similarity_fn_name)) == "cosine"
    if inspect.isclass(loader) and not standard and not harmless:
        return None, own
    sentence_transformers.SentenceTransformer = Recorder
    try:
        made = loader(meta.name, revision=meta.revision, **meta.loader_kwargs)
    except TypeError as error:
        return None, f"mteb's own call fails: {error}" if standard else own
    except Exception:  # noqa: BLE001 -- whatever a loader of its own needs is not here
        return None, own
    finally:
        sentence_transformers.SentenceTransformer = REAL
    kinds = {SentenceTransformerEncoderWrapper, InstructSentenceTransformerModel}
    return (made, None) if type(made) in kinds or harmless else (None, own)


class Asker(AbsEncoder):
    """Answers which instruction a task gets, as any wrapper does."""

    def __init__(self, prompts, priority):
        self.prompts_dict = prompts
        if priority is not None:
            self.prompt_priority = priority

    def encode(self, *args, **kwargs):
        raise NotImplementedError


def role_template(template, role, instructions):
    """A template function as text for one role: `with` an instruction and `without`."""
    answers = {text: template(text, role) for text in instructions}
    empty = template("", role)
    probe = "\x01instruction\x01"
    around = template(probe, role)
    with_hole = around.replace(probe, HOLE)
    if HOLE not in around and all(answer == with_hole.replace(HOLE, text) for text, answer in answers.items()):
        return {"with": with_hole, "without": empty}
    if len(set(answers.values())) == 1:
        return {"constant": around, "without": empty}
    return {"table": answers, "without": empty}


def template_of(template, instructions):
    if template is None:
        return None
    if isinstance(template, str):
        assert template.format(instruction="\x01") == template.replace(HOLE, "\x01"), template
        return template
    return {name: role_template(template, role, instructions) for name, role in ROLES.items()}


def rule_of(prompts, template, passages, instructions, priority, include_prompt, wrapper):
    """The prompts of a loader as data, None where the folder alone decides."""
    if wrapper == "sentence-transformers" and not prompts:
        return None
    if wrapper == "own" and not prompts and template is None and not instructions:
        return None
    rule = {"wrapper": wrapper}
    if prompts:
        rule["prompts"] = plain(prompts)
    if wrapper == "instruct" or template is not None or instructions:
        asker = Asker(instructions, priority)
        asked = [asker.get_instruction(t.metadata, role) for t in TASK_LIST for role in (*ROLES.values(), None)]
        texts = {text for text in asked if isinstance(text, str) and text}
        rule["template"] = template_of(template, sorted(texts))
        rule["passages"] = passages
        if instructions:
            rule["instructions"] = share("instructions", plain(instructions))
        if priority is not None:
            rule["priority"] = plain(list(priority))
        if not include_prompt:
            rule["include_prompt"] = False
    return share("prompt_rules", rule)


def declared_dtype(meta, model_kwargs):
    """Precision that the loader asks for, else the one that the vectors are declared in."""
    asked = plain(model_kwargs.get("dtype", model_kwargs.get("torch_dtype")))
    declared = plain(meta.output_dtypes)
    names = {str(name).removeprefix("torch.") for name in (declared if isinstance(declared, list) else [declared]) if name}
    if asked is not None and str(asked) != "auto":
        return str(asked).removeprefix("torch.")
    return next((name for name in ("bfloat16", "float16") if name in names), None)


def differences(arguments):
    """What a loader sets and no rule here holds."""
    found = []
    for key, value in sorted(arguments.items()):
        if key in RECORDED - {"model_kwargs"}:
            continue
        if key in HARMLESS_ARGUMENTS:
            found += [f"{key}.{k} = {plain(v)!r}" for k, v in sorted(value.items()) if k not in HARMLESS_ARGUMENTS[key]]
        elif isinstance(value, dict):
            found += [f"{key}.{k} = {plain(v)!r}" for k, v in sorted(value.items())]
        else:
            found.append(f"{key} = {plain(value)!r}")
    return found


def record(meta):
    made, why = wrapped(meta)
    arguments = dict(meta.loader_kwargs)
    kind = "own"
    if made is not None:
        kind = "instruct" if isinstance(made, InstructSentenceTransformerModel) else "sentence-transformers"
    instruct = kind == "instruct"
    source = made if instruct else None
    entry = {
        "name": meta.name,
        "revision": meta.revision,
        "loader": None if meta.loader is None else loader_name(meta.loader),
        "wrapper": kind,
    }
    rule = rule_of(
        arguments.get("model_prompts"),
        source.instruction_template if source else arguments.get("instruction_template"),
        source.apply_instruction_to_passages if source else arguments.get("apply_instruction_to_passages", True),
        source.prompts_dict if source else arguments.get("prompts_dict"),
        arguments.get("prompt_priority"),
        arguments.get("include_prompt", True),
        kind,
    )
    if rule is not None:
        entry["prompt_rule"] = rule
    settings = {
        "max_seq_length": arguments.get("max_seq_length"),
        "truncate_dim": arguments.get("embed_dim"),
        "dtype": declared_dtype(meta, arguments.get("model_kwargs", {})),
        "weights_from": made.model.call["model_name_or_path"] if made and made.model.call["model_name_or_path"] != meta.name else None,
    }
    settings = {k: v for k, v in settings.items() if v is not None}
    if settings:
        entry["settings"] = settings
    unlike = [why] if why is not None else differences(arguments)
    if unlike:
        entry["not_reproduced"] = unlike
    entry["model_type"] = plain(meta.model_type)
    if plain(meta.modalities) != ["text"]:
        entry["modalities"] = plain(meta.modalities)
    if meta.similarity_fn_name is not None:
        entry["similarity_fn_name"] = plain(meta.similarity_fn_name)
    if meta.max_tokens is not None:
        entry["max_tokens"] = None if meta.max_tokens == float("inf") else plain(meta.max_tokens)
    for fact in FACTS:
        value = plain(getattr(meta, fact))
        if value is not None:
            entry[fact] = str(value) if fact == "release_date" else value
    if meta.output_dtypes is not None:
        entry["output_dtypes"] = plain(meta.output_dtypes)
    if meta.languages is not None:
        entry["languages"] = share("languages", plain(meta.languages))
    if meta.training_datasets is not None:
        entry["training_datasets"] = share("training_datasets", plain(meta.training_datasets))
    if meta.citation is not None:
        entry["citation"] = share("citations", meta.citation)
    return entry


def left_out(metas):
    """Models that take no text: how many by what they take, and the revision that results of them are under."""
    counts = Counter("+".join(plain(m.modalities)) for m in metas)
    return {
        "by_modalities": dict(sorted(counts.items())),
        "revisions": {m.name: m.revision for m in sorted(metas, key=lambda m: m.name)},
    }


def write(path, value):
    """One line for each member of a table: readable differences, few bytes."""

    def member(item):
        return json.dumps(item, ensure_ascii=False, separators=(",", ":"))

    parts = []
    for key, content in value.items():
        if isinstance(content, dict) and key != "left_out":
            rows = ",\n".join(f"{member(k)}:{member(v)}" for k, v in content.items())
            parts.append(f"{member(key)}:{{\n{rows}\n}}")
        elif isinstance(content, list):
            rows = ",\n".join(member(row) for row in content)
            parts.append(f"{member(key)}:[\n{rows}\n]")
        else:
            parts.append(f"{member(key)}:{member(content)}")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def main():
    out = Path(sys.argv[1])
    metas = sorted((m for m in MODEL_REGISTRY.values() if m.name), key=lambda m: m.name)
    texts = [m for m in metas if "text" in m.modalities]
    models = [record(meta) for meta in texts]
    release = version("mteb")
    write(
        out / "models.json",
        {
            "mteb_version": release,
            "left_out": left_out([m for m in metas if "text" not in m.modalities]),
            "renamed": dict(sorted(_MODEL_RENAMES.items())),
            **{table: dict(sorted(rows.items())) for table, rows in shared.items()},
            "models": models,
        },
    )
    write(
        out / "names.json",
        {
            "mteb_version": release,
            "tasks": sorted({task.metadata.name for task in TASK_LIST}),
            "relatives": {name: sorted(children) for name, children in sorted(_SIMILAR_TASKS.items())},
        },
    )
    kinds = Counter(model["wrapper"] for model in models)
    print(f"{len(models)} models with text, {len(metas) - len(models)} without; loaded by {dict(kinds)}", file=sys.stderr)


main()
