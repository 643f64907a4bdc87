"""search_optuna.py regret|overhead FUNCTION SAMPLER COUNT TRIALS: see bench/searchOnce.ts."""
import json
import math
import statistics
import sys
import time
import warnings

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")

A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
P = [
    [1312, 1696, 5569, 124, 8283, 5886],
    [2329, 4135, 8307, 3736, 1004, 9991],
    [2348, 1451, 3522, 2883, 3047, 6650],
    [4047, 8828, 8732, 5743, 1091, 381],
]
ALPHA = [1, 1.2, 3, 3.2]


def hartmann(x):
    return -sum(
        alpha * math.exp(-sum(a * (v - 1e-4 * p) ** 2 for a, p, v in zip(row, centre, x)))
        for alpha, row, centre in zip(ALPHA, A, P)
    )


def branin(trial):
    x, y = trial.suggest_float("x", -5, 10), trial.suggest_float("y", 0, 15)
    valley = y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6
    return valley**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def hartmann6(trial):
    return hartmann([trial.suggest_float(f"x{i}", 0, 1) for i in range(6)])


def conditional(trial):
    six = trial.suggest_categorical("dimensions", ["three", "six"]) == "six"
    return hartmann([trial.suggest_float(f"x{i}", 0, 1) if i < 3 or six else 0.5 for i in range(6)])


OPTIMA = {"branin": 0.39788735772973816, "hartmann6": -3.322368011415515, "conditional": -3.322368011415515}
SAMPLERS = {
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "univariate": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=False),
    "gp": lambda seed: optuna.samplers.GPSampler(seed=seed),
    "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
}

measured, name, sampler = sys.argv[1:4]
count, trials = map(int, sys.argv[4:6])
objective = {"branin": branin, "hartmann6": hartmann6, "conditional": conditional}[name]
if measured == "regret":
    regrets = []
    for seed in range(1, count + 1):
        study = optuna.create_study(sampler=SAMPLERS[sampler](seed))
        study.optimize(objective, n_trials=trials)
        regrets.append(study.best_value - OPTIMA[name])
    value = statistics.median(regrets)
else:
    study = optuna.create_study(sampler=SAMPLERS["random"](1))
    study.optimize(objective, n_trials=trials)
    study.sampler = SAMPLERS[sampler](1)
    start = time.perf_counter()
    study.optimize(objective, n_trials=count)
    value = (time.perf_counter() - start) / count
print(json.dumps({"value": value}))
