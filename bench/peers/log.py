"""Reads files of lines "user item item ..." as a users x items matrix of 1."""
import gzip

import numpy as np
import scipy.sparse as sp


def read_log(files):
    lines = []
    for file in files:
        with gzip.open(file, "rt") if file.endswith(".gz") else open(file) as text:
            lines += [np.array(line.split(), dtype=np.int32) for line in text]
    rows = np.concatenate([np.full(len(line) - 1, line[0]) for line in lines])
    columns = np.concatenate([line[1:] for line in lines])
    matrix = sp.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)))
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return sp.csr_matrix(matrix)
