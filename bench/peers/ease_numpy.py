"""Seconds of EASE in NumPy, float32, or its peak megabytes: RATINGS inverse|fit|memory inv|cholesky."""
import json
import resource
import sys
import time

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.linalg.lapack import spotrf, spotri

LAMBDA = 300
ratings = pd.read_csv(sys.argv[1])
liked = ratings[ratings.rating >= 4]
users, items = liked.userId.astype("category").cat.codes, liked.movieId.astype("category").cat.codes
X = sp.csr_matrix((np.ones(len(liked), np.float32), (users, items)))


def inverse(matrix):
    if sys.argv[3] == "inv":
        return np.linalg.inv(matrix)
    factor, info = spotrf(matrix, lower=1)
    assert info == 0
    lower, info = spotri(factor, lower=1)
    assert info == 0
    return np.tril(lower) + np.tril(lower, -1).T


for _ in range(2):  # the first is a warm-up
    started = time.perf_counter()
    G = (X.T @ X).toarray()
    G[np.diag_indices_from(G)] += LAMBDA
    before = time.perf_counter()
    P = inverse(G)
    after = time.perf_counter()
    B = P / -np.diag(P)
    np.fill_diagonal(B, 0)
    ended = time.perf_counter()
values = {
    "inverse": after - before,
    "fit": ended - started,
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}
print(json.dumps({"value": values[sys.argv[2]]}))
