"""speed_once.py seconds|megabytes WORK DATA SIZE [ALPHA]: does the work once and prints {"value": number};
megabytes: the process's peak memory."""
import gzip, json, os, resource, sys, time

import numpy as np
from log import read_log
from threadpoolctl import threadpool_limits

FILES = {"gowalla": ["gowalla/train.txt.gz"], "ml-1m": ["ml-1m-implicit/train.txt.gz", "ml-1m-implicit/test.txt"]}


def shared(file):
    return os.path.join(os.environ.get("INTERESTLAB_SHARED", "../shared"), "data", file)


def biased(runs):
    from surprise import SVD, Dataset, Reader

    lines = (line.split() for line in gzip.open(shared("ml-100k/u.data.gz"), "rt"))
    train = Dataset(Reader(rating_scale=(1, 5))).construct_trainset([(a, b, float(c), None) for a, b, c, _ in lines])
    for _ in range(runs):
        start = time.perf_counter()
        SVD(random_state=0).fit(train)
        seconds = time.perf_counter() - start
    return seconds


def bpr(matrix, size):
    from implicit.cpu.bpr import BayesianPersonalizedRanking

    times = []
    for epochs in (1, 6):
        model = BayesianPersonalizedRanking(factors=size, iterations=epochs, num_threads=2, random_state=1)
        start = time.perf_counter()
        model.fit(matrix, show_progress=False)
        times.append(time.perf_counter() - start)
    return (times[1] - times[0]) / 5


def als(matrix, size, alpha, name):
    from implicit.cpu.als import AlternatingLeastSquares

    times = []
    with threadpool_limits(1, "blas"):  # implicit asks for it: its own threads are its own
        model = AlternatingLeastSquares(
            factors=size, regularization=0.01, alpha=alpha, iterations=5, random_state=1, num_threads=2,
            use_cg=name != "cholesky",
        )
        model.fit(matrix, show_progress=False, callback=lambda *_: times.append(time.perf_counter()))
    if name != "recommend":
        return float(np.median(np.diff(times)))
    start = time.perf_counter()
    model.recommend(np.arange(matrix.shape[0]), matrix, N=10)
    return time.perf_counter() - start


def itemknn(matrix, neighbours):
    from implicit.nearest_neighbours import CosineRecommender

    with threadpool_limits(1, "blas"):
        start = time.perf_counter()
        CosineRecommender(K=neighbours, num_threads=2).fit(matrix, show_progress=False)
        return time.perf_counter() - start


def work(name, data, size, alpha=40.0):
    if name.startswith("biased"):
        return biased(1 if name == "biased-first" else 2)
    matrix = read_log([shared(file) for file in FILES[data]])
    if name == "bpr":
        with threadpool_limits(1, "blas"):
            return bpr(matrix, size)
    return itemknn(matrix, size) if name == "itemknn" else als(matrix, size, alpha, name)


measured, name, data, size, *alpha = sys.argv[1:]
value = work(name, data, int(size), *map(float, alpha))
if measured == "megabytes":
    value = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"value": value}))
