#!/usr/bin/python3
"""scikit-learn's logistic regression (lbfgs) on features in a file, for comparison with `bench/Autodidact.Bench linear-probe FILE`: prints one JSON line.

    ./linear_probe_sklearn.py make features.npz --rows 10000 --dimension 512 --classes 10    # features of a fixed seed, standardised
    ./linear_probe_sklearn.py fit features.npz --l2 0.001 --threads 2
"""
import argparse
import json
import os
import time

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("what", choices=["make", "fit"])
p.add_argument("file")
p.add_argument("--rows", type=int, default=10_000)
p.add_argument("--dimension", type=int, default=512)
p.add_argument("--classes", type=int, default=10)
p.add_argument("--noise", type=float, default=6, help="deviation within classes beside that of their centres: 2 is separable, 12 is hard")
p.add_argument("--digits", action="store_true", help="random rectified features of scikit-learn's digits instead")
p.add_argument("--l2", type=float, default=1e-3, help="mean loss + l2 / 2 |W|^2, so C = 1 / (l2 rows)")
p.add_argument("--threads", type=int, default=2)
p.add_argument("--rounds", type=int, default=3)
a = p.parse_args()
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(a.threads)

import numpy as np  # noqa: E402  (after the number of threads is said)
import sklearn  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402


def make():
    random = np.random.RandomState(0)
    if a.digits:
        from sklearn.datasets import load_digits
        digits = load_digits()
        labels, x = digits.target, np.maximum(digits.data @ random.randn(64, a.dimension), 0)
    else:
        labels = np.arange(a.rows) % a.classes
        x = random.randn(a.classes, a.dimension)[labels] + a.noise * random.randn(a.rows, a.dimension)
        # Features of networks are correlated, of uneven scale, and often rectified.
        x = np.maximum(x @ (random.randn(a.dimension, a.dimension) / a.dimension ** 0.5 * np.linspace(0.1, 3, a.dimension)), 0)
    deviation = x.std(0)
    x = (x - x.mean(0)) / np.where(deviation > 0, deviation, 1)
    np.savez(a.file, features=x.astype(np.float32), labels=labels.astype(np.int64))


def fit():
    data = np.load(a.file)
    x, y = data["features"], data["labels"]
    times = []
    for _ in range(a.rounds):
        # Single precision, as the features are, is the faster of the two for it.
        model = LogisticRegression(C=1 / (a.l2 * len(x)), max_iter=10_000)
        start, used = time.perf_counter(), time.process_time()
        model.fit(x, y)
        times.append((time.perf_counter() - start, time.process_time() - used))
    scores = x.astype(np.float64) @ model.coef_.T.astype(np.float64) + model.intercept_
    top = scores.max(1)
    loss = (np.log(np.exp(scores - top[:, None]).sum(1)) + top - scores[np.arange(len(y)), y]).mean()
    print(json.dumps({
        "seconds": min(t[0] for t in times), "processor_seconds": min(t[1] for t in times), "iterations": int(model.n_iter_[0]),
        "objective": loss + a.l2 / 2 * (model.coef_.astype(np.float64) ** 2).sum(), "rows": len(x), "dimension": x.shape[1], "l2": a.l2,
        "threads": a.threads, "sklearn": sklearn.__version__}))


make() if a.what == "make" else fit()
