"""Dumps which revision of each model Python mteb's registry names: python scripts/mteb/dump-model-revisions.py > data/mteb/model-revisions.json

Needs a venv with mteb (2.26.24 made the committed file). mteb prefers this revision when a model has results of several.
"""

import json
import sys
from importlib.metadata import version

import mteb

revisions = {meta.name: meta.revision for meta in mteb.get_model_metas() if meta.name and meta.revision}
json.dump({"mteb_version": version("mteb"), "revisions": dict(sorted(revisions.items()))}, sys.stdout, indent=1)
print()
