"""What the oracles share: where cargo put the program and its examples. They are run by script/test."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent


def built(name):
    path = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: run script/test oracles, which builds it")
    return str(path)


@pytest.fixture
def example():
    """Runs an example program of a crate and gives what it prints."""

    def run(name, *words):
        return subprocess.run([built(f"examples/{name}"), *words], check=True, capture_output=True, encoding="utf-8").stdout

    return run


@pytest.fixture
def gongkai(tmp_path):
    """Runs the program over a data directory of this test; gives the finished process, whatever its status."""

    def run(*words, data=tmp_path / "data", **more):
        program = os.environ.get("GONGKAI_BINARY") or built("gongkai")
        return subprocess.run([program, "--data", str(data), *words], capture_output=True, encoding="utf-8", **more)

    return run
