"""The child process of `isolation`: bytes on standard input, JSON on standard output.

python -m planreview.extraction NAME CPU_SECONDS MEMORY_BYTES OUTPUT_BYTES
"""

import json
import resource
import signal
import sys

from planreview.errors import Unreadable
from planreview.extraction import extract


def main() -> None:
    name, (cpu, memory, output) = sys.argv[1], map(int, sys.argv[2:])
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it, and would end as if it had a fault of its own
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        answer = {"text": extract(content, name).text.model_dump(mode="json")}
    except Unreadable as error:
        answer = {"error": {"code": error.code, "message": error.message}}
    sys.stdout.write(json.dumps(answer))


main()
