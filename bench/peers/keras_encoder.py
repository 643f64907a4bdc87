"""An epoch of the encoder that bench/neuralEpoch.ts trains, in Keras: warm seconds, or peak megabytes.

    python bench/peers/keras_encoder.py cnn|lstm|gru [jit] [memory]
"""
import json
import os
import resource
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(2)
tf.config.threading.set_inter_op_parallelism_threads(2)
from tensorflow import keras
from tensorflow.keras import layers

name, jit = sys.argv[1], "jit" in sys.argv[2:]
keras.utils.set_random_seed(1)
body = {
    "cnn": lambda: [layers.Embedding(1001, 16), layers.Conv1D(32, 8, activation="relu"), layers.GlobalMaxPooling1D(),
                    layers.Dense(64, activation="relu")],
    "lstm": lambda: [layers.Embedding(1001, 32), layers.LSTM(64)],
    "gru": lambda: [layers.Embedding(1001, 32), layers.GRU(64)],
}[name]()
model = keras.Sequential([*body, layers.Dense(20, activation="softmax")])
model.compile("adam", "categorical_crossentropy", jit_compile=jit)
x = np.random.randint(1, 1001, (8064, 50)).astype("int32")
y = np.eye(20, dtype="float32")[np.random.randint(0, 20, 8064)]
model.fit(x, y, epochs=1, batch_size=128, verbose=0)
seconds = []
for _ in range(5):
    start = time.perf_counter()
    model.fit(x, y, epochs=1, batch_size=128, verbose=0)
    seconds.append(time.perf_counter() - start)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"value": peak if "memory" in sys.argv else sorted(seconds)[2]}))
