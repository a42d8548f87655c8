#!/usr/bin/python3
"""Maps of features by umap-learn and scikit-learn, for comparison with `Autodidact.Bench map`: prints a JSON line for each run.

    ./maps_python.py umap|tsne FEATURES.npy MAP#.npy --threads 2 --runs 3

The first run of umap-learn compiles. A '#' in the name of the map stands for the run. Trustworthiness looks at 15 neighbours, as ours does.
"""
import argparse
import json
import os
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("method", choices=["umap", "tsne"])
parser.add_argument("features")
parser.add_argument("map")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--runs", type=int, default=3)
a = parser.parse_args()
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = str(a.threads)

import numpy as np
from sklearn.manifold import TSNE, trustworthiness

features = np.load(a.features)
for run in range(a.runs):
    if a.method == "umap":
        import umap
        method = umap.UMAP()      # a seed would confine it to one thread
    else:
        method = TSNE(init="pca", learning_rate="auto", random_state=run, n_jobs=a.threads)
    start, cpu = time.perf_counter(), time.process_time()
    places = method.fit_transform(features)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    np.save(a.map.replace("#", str(run)), places.astype(np.float32))
    print(json.dumps({"method": a.method, "seconds": round(seconds, 3), "cpu_seconds": round(cpu, 2), "trustworthiness": round(float(trustworthiness(features, places, n_neighbors=15)), 4)}), flush=True)
