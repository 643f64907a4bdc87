"""clean_pandas.py INPUT FOLDER seconds|megabytes: the work of bench/clean.ts in pandas."""
import json, os, resource, sys, time

import pandas as pd

source, folder, measured = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
start = time.perf_counter()
log = pd.read_csv(source, engine="pyarrow")
log = log.drop_duplicates()
log = log.dropna(subset=["user_id", "item_id", "rating"])
log = log.sort_values(["user_id", "timestamp"], kind="stable")
users = log.groupby("user_id", sort=False)
position = users.cumcount(ascending=False)
count = users["item_id"].transform("size")
test = (position == 0) & (count >= 3)
valid = (position == 1) & (count >= 3)
for name, rows in (("train", ~(test | valid)), ("valid", valid), ("test", test)):
    log[rows].sort_index().to_parquet(f"{folder}/{name}.parquet", index=False)
seconds = time.perf_counter() - start
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"value": megabytes if measured == "megabytes" else seconds}))
