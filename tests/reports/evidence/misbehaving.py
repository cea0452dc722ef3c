"""A process in the hands of whoever made the file: it does what the file says instead of looking at it."""

import json
import os
import signal
import sys
import time

from portal.reports.evidence import child

child.CHILD_CPU_SECONDS = 1  # type: ignore[misc]
child.limit_this_process()
does = sys.stdin.buffer.read().decode(errors="replace").split("\n")[1]

if does == "sleeps":
    time.sleep(60)
elif does == "turns":
    while True:
        pass
elif does == "grows":
    held = []
    try:
        while True:
            held.append(bytearray(1 << 24))
    except MemoryError:
        os.kill(os.getpid(), signal.SIGKILL)
elif does == "writes":
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    while True:
        os.write(int(sys.argv[3]), bytes(1 << 20))
elif does == "aborts":
    os.abort()
elif does == "raises":
    raise LookupError
elif does == "says nothing":
    sys.exit(0)
elif does == "tells its environment":
    told = [*os.environ, *(name for name in sys.modules if name.split(".")[0] == "django")]
    json.dump({"traces": [], "cautions": [], "attachments": told}, sys.stdout)
else:
    sys.stdout.write(does)
