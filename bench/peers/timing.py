"""What the scripts beside this one share: flags of a measurement, and a training step timed as a PyTorch user writes it."""
import argparse
import json
import time

import torch


def flags(description, **defaults):
    """The common flags, and one for each default, of its type: decoder_width=64 is --decoder-width. Seeds and sets threads."""
    p = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in {**defaults, "steps": 10, "threads": 2}.items():
        p.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    p.add_argument("--bf16", action="store_true")
    a = p.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(a.threads)
    return a


def measure(unit, a, loss, optimizer):
    """Prints one JSON line: units/s of the median step, after three that do not count. loss() goes through the network once."""
    seconds = []
    for _ in range(3 + a.steps):
        start = time.perf_counter()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=a.bf16):
            value = loss()
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        optimizer.step()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({f"{unit}_per_second": a.batch / sorted(seconds[3:])[a.steps // 2], "torch": torch.__version__}))
