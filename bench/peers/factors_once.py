"""factors_once.py WORK DATA [SIZE]: does the work once and prints {"value": number}."""
import gzip, json, sys, time
import numpy as np, scipy.sparse as sp
from threadpoolctl import threadpool_limits

FILES = {
    "gowalla": ["gowalla/train.txt.gz"],
    "ml-1m": ["ml-1m-implicit/train.txt.gz", "ml-1m-implicit/test.txt"],
    "ml-100k": ["ml-100k/u.data.gz"],
}


def lines(data):
    for file in FILES[data]:
        path = "../shared/data/" + file
        for line in gzip.open(path, "rt") if file.endswith("gz") else open(path):
            yield line.split()


def choices(data):
    rows, columns = [], []
    for user, *items in lines(data):
        rows += [int(user)] * len(items)
        columns += map(int, items)
    matrix = sp.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def seconds_per_pass(fit):
    times = []
    fit(lambda *_: times.append(time.perf_counter()))
    return float(np.median(np.diff(times)))


def work(name, data, size):
    if name == "biased":
        from surprise import SVD, Dataset, Reader

        frame = [(a, b, float(c), None) for a, b, c, *_ in lines(data)]
        log = Dataset(Reader(rating_scale=(1, 5)))
        train = log.construct_trainset(frame)
        start = time.perf_counter()
        SVD(random_state=0).fit(train)
        return time.perf_counter() - start
    import implicit

    matrix = choices(data)
    with threadpool_limits(1, "blas"):
        if name == "bpr":
            times = []
            for epochs in (1, 6):
                model = implicit.cpu.bpr.BayesianPersonalizedRanking(
                    factors=size, iterations=epochs, num_threads=2, random_state=1
                )
                start = time.perf_counter()
                model.fit(matrix, show_progress=False)
                times.append(time.perf_counter() - start)
            return (times[1] - times[0]) / 5
        model = implicit.cpu.als.AlternatingLeastSquares(
            factors=size, regularization=0.01, alpha=40.0, iterations=5, random_state=1,
            num_threads=2, use_cg=name != "cholesky",
        )
        if name != "recommend":
            return seconds_per_pass(lambda f: model.fit(matrix, show_progress=False, callback=f))
        model.fit(matrix, show_progress=False)
    start = time.perf_counter()
    model.recommend(np.arange(matrix.shape[0]), matrix, N=10)
    return time.perf_counter() - start


name, data, *size = sys.argv[1:]
print(json.dumps({"value": work(name, data, int(size[0]) if size else 64)}))
