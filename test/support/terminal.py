"""Runs a command at a pseudo terminal and types answers, each when its question has appeared.

usage: terminal.py STEPS COMMAND...     STEPS: JSON [[text to wait for, answer], ...]
Prints JSON {"status": exit status, "seen": what the terminal showed}.
"""
import json, os, pty, select, sys, time

steps, command = json.loads(sys.argv[1]), sys.argv[2:]
os.environ.pop('CI', None)  # under which nobody is asked
child, terminal = pty.fork()
if child == 0: os.execvp(command[0], command)
seen = b""
def read(seconds):
    """False when nothing came, None at the end."""
    global seen
    if not select.select([terminal], [], [], seconds)[0]: return False
    try: part = os.read(terminal, 4096)
    except OSError: return None
    seen += part
    return True if part else None

answered = 0
for question, answer in steps:
    end = time.time() + 30
    while question.encode() not in seen[answered:]:
        if time.time() > end or read(1) is None: sys.exit(f"{question!r} was not asked: {seen.decode()}")
    answered = len(seen)
    os.write(terminal, answer.encode() + b"\n")
while read(30): pass
print(json.dumps({"status": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), "seen": seen.decode()}))
