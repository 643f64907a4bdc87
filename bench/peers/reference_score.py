"""reference_score.py FOLDER MODEL METRIC: a peer's score kept with the reference splits."""
import json, sys

folder, model, metric = sys.argv[1:]
scores = json.load(open(f"../shared/reference/{folder}/scores.json"))
kept = scores["scores"].get(model) or {metric: scores[model][metric][0]}
print(json.dumps({"value": kept[metric]}))
