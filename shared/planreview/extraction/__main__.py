"""The child process of `isolation`: bytes on standard input, JSON on standard output.

python -m planreview.extraction NAME CPU_SECONDS MEMORY_BYTES
"""

import json
import resource
import sys

from planreview.errors import Unreadable
from planreview.extraction import extract


def main() -> None:
    name, cpu, memory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        answer = {"text": extract(content, name).model_dump(mode="json")}
    except Unreadable as error:
        answer = {"error": {"code": error.code, "message": error.message}}
    sys.stdout.write(json.dumps(answer))


main()
