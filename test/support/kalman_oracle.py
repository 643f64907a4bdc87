"""Beliefs about three log-ratios after each of two windows, by NumPy and SciPy.

The multinomial's mode is found by scipy.optimize.minimize, its covariance is the inverse of the
Hessian by numpy.linalg, the evidence Laplace's. Prints what test/evolution/gaussianUpdate.ts keeps.
"""

import json

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

mean = np.array([-0.5, -1.0, -1.6])
population = np.array([[0.9, 0.2, -0.1], [0.2, 0.7, 0.1], [-0.1, 0.1, 1.1]])
keep, step = 0.9, 0.15


def observe(mean, covariance, counts):
    precision = np.linalg.inv(covariance)
    total = counts.sum()

    def loss(x):
        return 0.5 * (x - mean) @ precision @ (x - mean) - counts @ log_softmax(x)

    def gradient(x):
        return precision @ (x - mean) - counts + total * softmax(x)

    def hessian(x):
        p = softmax(x)
        return precision + total * (np.diag(p) - np.outer(p, p))

    mode = minimize(loss, mean, jac=gradient, hess=hessian, method="trust-exact", tol=1e-13).x
    curved = hessian(mode)
    log_determinants = np.linalg.slogdet(curved)[1] + np.linalg.slogdet(covariance)[1]
    return mode, np.linalg.inv(curved), -loss(mode) - 0.5 * log_determinants


first = observe(mean, population, np.array([3.0, 0.0, 1.0]))
moved = mean + keep * (first[0] - mean), keep**2 * first[1] + step * population
second = observe(*moved, np.array([0.0, 2.5, 4.0]))
for mode, covariance, evidence in [first, second]:
    print(json.dumps([mode.tolist(), covariance.ravel().tolist(), evidence]))
