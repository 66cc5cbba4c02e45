"""Runs a program and prints its status, seconds and peak memory as JSON.

    python -S measure.py HANG OUTPUT COMMAND…      HANG: seconds after which it is ended; OUTPUT: where its output goes

A program of its own because a child begins with the peak of the process that started it: this one is small."""

import json
import os
import signal
import sys
import time


def main():
    hang, output, command = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        to = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(to, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.execvp(command[0], command)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(hang)
    _, status, used = os.wait4(child, 0)
    print(
        json.dumps(
            {
                "status": os.waitstatus_to_exitcode(status),
                "seconds": time.monotonic() - started,
                "megabytes": used.ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()
