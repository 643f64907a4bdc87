"""Seconds of implicit's CosineRecommender fit: K, then files of lines "user item item ..."."""
import json
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # implicit asks for it; its own threads are its own

from implicit.nearest_neighbours import CosineRecommender
from log import read_log

neighbours, files = int(sys.argv[1]), sys.argv[2:]
matrix = read_log(files)
for _ in range(2):  # the first run is a warm-up
    start = time.perf_counter()
    CosineRecommender(K=neighbours, num_threads=2).fit(matrix, show_progress=False)
    seconds = time.perf_counter() - start
print(json.dumps({"value": seconds}))
