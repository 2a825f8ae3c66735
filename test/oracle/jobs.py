"""Runs several Python programs one after the other in one interpreter: importing torch and mteb takes longer than the tests'
own work.

usage: jobs.py JOBS     JOBS: JSON [[program, argument...], ...]
"""
import json, runpy, sys
for job in json.loads(sys.argv[1]):
    sys.argv = job
    try:
        runpy.run_path(job[0], run_name="__main__")
    except SystemExit as end:
        if end.code not in (None, 0): raise
