"""accuracy.py MODEL CONFIG SEEDS: NDCG@10 of a peer on recommenders' ML-100K split, mean over seeds.

All items are candidates, seen ones removed, ties to the lower id, every test rating relevant, the mean
over test users. CONFIG is ours, so both sides have the same settings.
"""
import json, os, sys, warnings
import numpy as np, scipy.sparse as sp

warnings.filterwarnings("ignore")
name, config, seed_count = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
folder = os.path.join(os.environ.get("INTERESTLAB_SHARED", "../shared"), "reference/msrec-ml100k")


def read(part):
    return np.loadtxt(os.path.join(folder, part + ".tsv.gz"), skiprows=1, usecols=(0, 1), dtype=int)


train, test = read("train"), read("test")
users, items = (np.unique(np.concatenate([train[:, c], test[:, c]])) for c in (0, 1))


def matrix(rows):
    at = np.searchsorted(users, rows[:, 0]), np.searchsorted(items, rows[:, 1])
    return sp.csr_matrix((np.ones(len(rows)), at), shape=(len(users), len(items)))


X, T = matrix(train), matrix(test)


def ndcg(scores, k=10):
    scores = np.array(scores, dtype=np.float64)
    scores[X.nonzero()] = -np.inf
    best = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    discount = 1 / np.log2(np.arange(2, k + 2))
    values = []
    for u in range(len(users)):
        relevant = T.indices[T.indptr[u] : T.indptr[u + 1]]
        if len(relevant):
            values.append((np.isin(best[u], relevant) * discount).sum() / discount[: len(relevant)].sum())
    return float(np.mean(values))


def itself_out(gram):
    np.fill_diagonal(gram, 0)
    return gram


def user_knn(c, seed):
    """Cosine; exact ties go to the lower id, so similarities are rounded to 12 digits."""
    together = (X @ X.T).toarray()
    lengths = np.diag(together)
    similar = itself_out(np.round(together / np.sqrt(np.outer(lengths, lengths)), 12))
    out = np.argsort(-similar, axis=1, kind="stable")[:, c["neighbourCount"] :]
    np.put_along_axis(similar, out, 0, axis=1)
    return similar @ X


def slim(c, seed):
    from sklearn.linear_model import ElasticNet

    l1, l2, n = c["l1Regularization"], c["regularization"], len(users)
    net = ElasticNet(alpha=(l1 + l2) / n, l1_ratio=l1 / (l1 + l2), positive=True, fit_intercept=False, max_iter=200)
    columns, weights = X.tocsc(), np.zeros((len(items), len(items)))
    for i in range(len(items)):
        start, end = columns.indptr[i], columns.indptr[i + 1]
        target = columns[:, [i]].toarray().ravel()
        kept = columns.data[start:end].copy()
        columns.data[start:end] = 0
        weights[:, i] = net.fit(columns, target).coef_
        columns.data[start:end] = kept
    return X @ itself_out(weights)


def admm_slim(c, seed):
    """Steck and others (2020), as in their appendix."""
    l1, l2, rho = c["l1Regularization"], c["regularization"], c["penalty"]
    gram = (X.T @ X).toarray()
    p = np.linalg.inv(gram + (l2 + rho) * np.eye(len(items)))
    a = p @ gram
    weights = gamma = np.zeros_like(a)
    for _ in range(c["iterations"]):
        free = a + p @ (rho * weights - gamma)
        b = free - p * (np.diag(free) / np.diag(p))
        weights = np.maximum(b + gamma / rho - l1 / rho, 0)
        gamma = gamma + rho * (b - weights)
    return X @ itself_out(weights)


def rp3beta(c, seed):
    def steps(m):
        return sp.csr_matrix(m.multiply(1 / np.maximum(m.sum(1), 1e-12))).power(c["alpha"])

    popularity = np.asarray(X.sum(0)).ravel()
    damping = np.where(popularity > 0, np.maximum(popularity, 1) ** -c["beta"], 0)
    w = itself_out((steps(X.T.tocsr()) @ steps(X)).toarray() * damping)
    out = np.argsort(-w, axis=1, kind="stable")[:, c["neighbourCount"] :]
    np.put_along_axis(w, out, 0, axis=1)
    return X @ w


def pure_svd(c, seed):
    from scipy.sparse.linalg import svds

    v = svds(X, k=c["embeddingSize"], random_state=seed)[2]
    return X @ v.T @ v


def nmf(c, seed):
    from sklearn.decomposition import NMF

    loss = {"frobenius": "frobenius", "kullbackLeibler": "kullback-leibler"}[c["loss"]]
    solver = {"multiplicative": "mu", "coordinateDescent": "cd"}[c["solver"]]
    shape = dict(n_components=c["embeddingSize"], max_iter=c["iterations"], tol=0)
    model = NMF(init="random", solver=solver, beta_loss=loss, random_state=seed, **shape)
    return model.fit_transform(X) @ model.components_


def hpf(c, seed):
    import pandas as pd
    from hpfrec import HPF

    rows = X.tocoo()
    counts = pd.DataFrame({"UserId": rows.row, "ItemId": rows.col, "Count": rows.data})
    prior = dict(a=c["factorShape"], a_prime=c["rateShape"], b_prime=c["rateMean"])
    prior |= dict(c=c["factorShape"], c_prime=c["rateShape"], d_prime=c["rateMean"])
    loop = dict(maxiter=c["iterations"], stop_crit="maxiter", check_every=None, ncores=2)
    model = HPF(k=c["embeddingSize"], random_seed=seed, verbose=False, reindex=False, **prior, **loop)
    model.fit(counts)
    scores = np.zeros((len(users), len(items)))
    product = model.Theta @ model.Beta.T
    scores[: product.shape[0], : product.shape[1]] = product
    return scores


def lda(c, seed):
    from sklearn.decomposition import LatentDirichletAllocation

    prior = dict(doc_topic_prior=c["topicConcentration"], topic_word_prior=c["itemConcentration"])
    model = LatentDirichletAllocation(
        c["topicCount"], **prior, learning_method="batch", max_iter=c["iterations"], random_state=seed, n_jobs=2
    )
    topics = model.fit(X).components_
    return model.transform(X) @ (topics / topics.sum(1, keepdims=True))


def sparse_coding(c, seed):
    from sklearn.decomposition import DictionaryLearning

    learn = dict(fit_algorithm="cd", transform_algorithm="lasso_cd", random_state=seed, n_jobs=2)
    sign = dict(positive_code=c["nonNegative"], positive_dict=c["nonNegative"])
    alpha = c["l1Regularization"]
    model = DictionaryLearning(
        c["embeddingSize"], alpha=alpha, transform_alpha=alpha, max_iter=c["iterations"], **learn, **sign
    )
    return model.fit_transform(X.toarray()) @ model.components_


def warp(c, seed):
    from lightfm import LightFM

    model = LightFM(
        no_components=c["embeddingSize"],
        loss="warp",
        learning_schedule="adagrad",
        learning_rate=0.05,
        max_sampled=c["mostDraws"],
        random_state=seed,
    )
    model.fit(X, epochs=30, num_threads=1)
    user_offset, user = model.get_user_representations()
    item_offset, item = model.get_item_representations()
    return user @ item.T + item_offset


PEERS = {
    "Slim": slim, "AdmmSlim": admm_slim, "Rp3Beta": rp3beta, "PureSvd": pure_svd, "Nmf": nmf,
    "HierarchicalPoisson": hpf, "Lda": lda, "SparseCoding": sparse_coding, "Warp": warp,
    "UserKnn": user_knn,
}  # fmt: skip
print(json.dumps({"value": float(np.mean([ndcg(PEERS[name](config, seed)) for seed in range(seed_count)]))}))
