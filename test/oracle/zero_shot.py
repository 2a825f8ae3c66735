"""mteb's ModelMeta.is_zero_shot_on for model_meta.json files: python zero_shot.py IN OUT

IN: [{meta: model_meta.json members, task}]; OUT: [true | false | null].
"""

import json
import sys

from mteb.models.model_meta import ModelMeta

rows = json.load(open(sys.argv[1], encoding="utf-8"))
answers = []
for row in rows:
    members = {key: value for key, value in row["meta"].items() if key not in {"is_cross_encoder"}}
    answers.append(ModelMeta(**{**members, "loader": None}).is_zero_shot_on([row["task"]]))
json.dump(answers, open(sys.argv[2], "w", encoding="utf-8"))
