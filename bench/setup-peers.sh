#!/bin/sh
# Makes the Python environments of the peers and prints the variables that bench/run.mjs reads:  eval "$(bench/setup-peers.sh)"
# Needs python3 with venv, about 5 GB of disk, and a package index. Everything goes to the cache of scripts/oracle.mjs and to .venv/.
set -eu
cd "$(dirname "$0")/.."
oracle=$(node scripts/oracle.mjs)
field() { printf '%s' "$oracle" | node -e "let t='';process.stdin.on('data',d=>t+=d).on('end',()=>console.log(JSON.parse(t)['$1']))"; }

# The ONNX backend of sentence-transformers needs optimum-onnx, which refuses the transformers of the other environment.
if [ ! -x .venv/onnx/bin/python ]; then
  python3 -m venv .venv/onnx >&2
  .venv/onnx/bin/pip install --quiet torch==2.13.0 >&2
  .venv/onnx/bin/pip install --quiet mteb==2.26.24 "sentence-transformers[onnx]==5.7.0" pytrec_eval-terrier==0.5.11 >&2
fi
if [ ! -x .venv/ranx/bin/python ]; then
  python3 -m venv .venv/ranx >&2
  .venv/ranx/bin/pip install --quiet ranx==0.3.21 >&2
fi
echo "export GLOTTOBENCH_ORACLE_PYTHON='$(field python)'"
echo "export GLOTTOBENCH_REAL_MODELS='$(field models)'"
echo "export GLOTTOBENCH_ONNX_PYTHON='$PWD/.venv/onnx/bin/python'"
echo "export GLOTTOBENCH_RANX_PYTHON='$PWD/.venv/ranx/bin/python'"
