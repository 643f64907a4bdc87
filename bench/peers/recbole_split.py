"""RecBole on ML-1M's published split, with our models' settings.

    python bench/peers/recbole_split.py MODEL CONFIG SEEDS [FILE]

MODEL is a name of ours, CONFIG its whole settings as JSON, SEEDS how many seeds (0, 1, ...) to take the
mean over. Prints one JSON object: mean and standard deviation of recall@20 and NDCG@20, all unseen items
ranked, seconds of a seed, versions and settings; with FILE, also puts it there under MODEL.
Both sides train for the same number of epochs, and nothing stops a fit earlier.
"""

import gzip
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

DATA = Path(os.environ.get("INTERESTLAB_SHARED", "../shared")) / "data" / "ml-1m-implicit"
K = 20


def recbole_settings(model, ours):
    """RecBole's name of a model and its settings, from ours."""
    if model == "Ease":
        return "EASE", {"reg_weight": float(ours["regularization"])}
    shared = {
        "epochs": ours["epochs"],
        "train_batch_size": ours["batchSize"],
        "learning_rate": ours["learningRate"],
    }
    if model == "MultVae":
        return "MultiVAE", shared | {
            "mlp_hidden_size": [ours["hiddenSize"]],
            # Mean and log variance count together.
            "latent_dimension": 2 * ours["latentSize"],
            "dropout_prob": ours["dropout"],
            "anneal_cap": ours["klWeight"],
            # Of a weight that would rise to 1.
            "total_anneal_steps": round(ours["annealingSteps"] / ours["klWeight"]),
        }
    if model == "RecVae":
        return "RecVAE", shared | {
            "hidden_dimension": ours["hiddenSize"],
            "latent_dimension": ours["latentSize"],
            "dropout_prob": ours["dropout"],
            "gamma": ours["klWeightPerItem"],
            "n_enc_epochs": ours["encoderPasses"],
            "n_dec_epochs": 1,
        }
    if model == "LightGcn":
        return "LightGCN", shared | {
            "embedding_size": ours["embeddingSize"],
            "n_layers": ours["layerCount"],
            "reg_weight": ours["regularization"],
            # The squared length, as the paper's loss has it.
            "require_pow": True,
        }
    raise ValueError(f"recbole_split requires Ease, MultVae, RecVae or LightGcn, got {model}")


def lines(file):
    with (gzip.open(file, "rt") if file.suffix == ".gz" else open(file)) as rows:
        for row in rows:
            user, *items = row.split()
            yield user, items


def write_atomic(folder):
    """The split as RecBole's atomic files. What is called valid repeats an item of training, so that it
    hides nothing from the ranking; nothing is decided by it."""
    folder.mkdir()
    train, test = list(lines(DATA / "train.txt.gz")), list(lines(DATA / "test.txt"))
    valid = [(user, items[:1]) for user, items in train]
    for name, rows in (("train", train), ("valid", valid), ("test", test)):
        with open(folder / f"split.{name}.inter", "w") as out:
            out.write("user_id:token\titem_id:token\n")
            for user, items in rows:
                out.writelines(f"{user}\t{item}\n" for item in items)


def fit(name, settings, seed, folder):
    from recbole.config import Config
    from recbole.data import create_dataset, data_preparation
    from recbole.utils import get_model, get_trainer, init_seed

    config = Config(
        model=name,
        dataset="split",
        config_dict=settings
        | {
            "data_path": str(folder),
            "benchmark_filename": ["train", "valid", "test"],
            "load_col": {"inter": ["user_id", "item_id"]},
            "eval_args": {"split": {"LS": "valid_and_test"}, "order": "RO", "group_by": "user", "mode": "full"},
            "metrics": ["Recall", "NDCG"],
            "topk": [K],
            "valid_metric": f"NDCG@{K}",
            "eval_batch_size": 4_000_000,
            "seed": seed,
            "reproducibility": True,
            "use_gpu": False,
            "checkpoint_dir": str(folder / "saved"),
            "show_progress": False,
            "state": "WARNING",
            "nproc": 1,
        },
    )
    init_seed(seed, True)
    train, _, test = data_preparation(config, create_dataset(config))
    init_seed(seed, True)
    model = get_model(name)(config, train._dataset).to("cpu")
    trainer = get_trainer(config["MODEL_TYPE"], name)(config, model)
    # The trainer's own line an epoch, where somebody looks.
    trainer.logger.setLevel("INFO")
    start = time.perf_counter()
    trainer.fit(train, None, verbose=True, saved=False, show_progress=False)
    seconds = time.perf_counter() - start
    found = trainer.evaluate(test, load_best_model=False, show_progress=False)
    return {"recall@20": found[f"recall@{K}"], "ndcg@20": found[f"ndcg@{K}"], "seconds": seconds}


def main(model, config, seeds, file=None):
    import recbole

    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "2")))
    name, settings = recbole_settings(model, json.loads(config))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "split"
        write_atomic(folder)
        os.chdir(place)
        runs = []
        for seed in range(int(seeds)):
            runs.append(fit(name, settings, seed, Path(place)))
            print(f"{name}, seed {seed}: {runs[-1]}", file=sys.stderr, flush=True)
    measures = ("recall@20", "ndcg@20")
    result = {
        metric: {
            "value": statistics.fmean(float(run[metric]) for run in runs),
            "spread": statistics.stdev([float(run[metric]) for run in runs]) if len(runs) > 1 else None,
        }
        for metric in measures
    } | {
        "seeds": len(runs),
        "seconds": statistics.median(run["seconds"] for run in runs),
        "model": name,
        "settings": settings,
        "command": f"python bench/peers/recbole_split.py {model} '{config}' {seeds}",
        "versions": {
            "recbole": recbole.__version__,
            "torch": torch.__version__,
            "numpy": np.__version__,
            "python": platform.python_version(),
        },
    }
    print(json.dumps(result))
    return result


if __name__ == "__main__":
    words = sys.argv[1:4]
    kept = Path(sys.argv[4]).resolve() if len(sys.argv) > 4 else None
    DATA = DATA.resolve()
    result = main(*words)
    if kept:
        figures = json.loads(kept.read_text()) if kept.exists() else {}
        figures[words[0]] = result
        kept.write_text(json.dumps(dict(sorted(figures.items())), indent=2) + "\n")
