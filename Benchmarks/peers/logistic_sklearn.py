"""Refits scikit-learn's LogisticRegression on given coalitions of the bundled digits; prints its version, seconds,
processor seconds and accuracies.

Usage: logistic_sklearn.py DIGITS COALITIONS PROCESSES. The first line of COALITIONS holds the rows of the training part, the
second those of the validation part, each further line those of a coalition. Processes do not share a fit's products.
"""
import gzip
import os
import sys
import time
import warnings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

from multiprocessing import Pool

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("ignore")
table = np.genfromtxt(gzip.open(sys.argv[1]), delimiter=",", skip_header=1)
features, labels = (table[:, :64] / 16).astype(np.float32), table[:, 64].astype(int)
rows = [np.array(line.split(), dtype=int) for line in open(sys.argv[2])]
validation, coalitions = rows[1], rows[2:]


def accuracy(members):
    start = time.process_time()
    model = LogisticRegression().fit(features[members], labels[members])
    score = model.score(features[validation], labels[validation])
    return score, time.process_time() - start


if __name__ == "__main__":
    with Pool(int(sys.argv[3])) as pool:
        pool.map(accuracy, coalitions[:8])
        start = time.perf_counter()
        results = pool.map(accuracy, coalitions, chunksize=4)
        seconds = time.perf_counter() - start
    print(sklearn.__version__, seconds, sum(busy for _, busy in results), *(score for score, _ in results))
