"""Reads files of lines "user item item ..." as a users x items matrix of 1."""
import gzip

import numpy as np
import scipy.sparse as sp


def read_log(files):
    rows, columns = [], []
    for file in files:
        with gzip.open(file, "rt") if file.endswith(".gz") else open(file) as lines:
            for line in lines:
                user, *items = map(int, line.split())
                rows += [user] * len(items)
                columns += items
    matrix = sp.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return sp.csr_matrix(matrix)
