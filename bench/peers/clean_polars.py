"""clean_polars.py INPUT FOLDER seconds|megabytes: the work of bench/clean.ts in Polars."""
import json, os, resource, sys, time

import polars as pl

source, folder, measured = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
start = time.perf_counter()
log = (
    pl.scan_csv(source)
    .unique(keep="first", maintain_order=True)
    .drop_nulls(["user_id", "item_id", "rating"])
    .with_columns(
        position=pl.struct("timestamp", pl.int_range(pl.len()).alias("row"))
        .rank("ordinal", descending=True)
        .over("user_id"),
        count=pl.len().over("user_id"),
    )
    .collect()
)
test = (pl.col("position") == 1) & (pl.col("count") >= 3)
valid = (pl.col("position") == 2) & (pl.col("count") >= 3)
for name, rows in (("train", ~(test | valid)), ("valid", valid), ("test", test)):
    log.filter(rows).drop("position", "count").write_parquet(f"{folder}/{name}.parquet")
seconds = time.perf_counter() - start
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"value": megabytes if measured == "megabytes" else seconds}))
