"""KNN-Shapley on Fashion-MNIST in NumPy: a product per block, an argsort per row, cumulative sums.

Usage: knn_numpy.py DATA_DIR THREADS. Prints a Markdown table with the least of three runs.
"""

import os
import sys

directory, threads = sys.argv[1], sys.argv[2]
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = threads

import gzip
import resource
import time

import numpy as np

NEIGHBOURS, POINTS, BLOCK = 10, 1000, 100


def idx(name, header):
    with gzip.open(os.path.join(directory, "fashion-mnist", name)) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def images(name):
    return (idx(name, 16).reshape(-1, 784) / np.float32(255)).astype(np.float32)


def values(train, labels, validation, targets, kind):
    count = len(train)
    ranks = np.arange(1, count + 1)
    own = 1 / np.maximum(ranks, NEIGHBOURS)
    taken = np.where(ranks > NEIGHBOURS, 1 / (ranks * np.maximum(ranks - 1, 1)), 0.0)
    norms = np.einsum("ij,ij->i", train, train)
    total = np.zeros(count)
    for start in range(0, len(validation), BLOCK):
        distances = norms - 2 * (validation[start : start + BLOCK] @ train.T)
        for row, target in zip(distances, targets[start : start + BLOCK]):
            order = np.argsort(row, kind=kind)
            payoff = (labels[order] == target).astype(np.float64)
            loss = payoff * taken
            total[order] += payoff * own - (np.cumsum(loss[::-1])[::-1] - loss)
    return total / len(validation)


def main():
    train, labels = images("train-images-idx3-ubyte.gz"), idx("train-labels-idx1-ubyte.gz", 8)
    validation = images("t10k-images-idx3-ubyte.gz")[:POINTS]
    targets = idx("t10k-labels-idx1-ubyte.gz", 8)[:POINTS]
    print(f"### The same in NumPy {np.__version__}, {threads} threads for the product\n")
    print("| argsort | seconds | sum of values |\n| --- | ---: | ---: |")
    for kind in ("quicksort", "stable"):
        seconds = []
        for _ in range(3):
            start = time.perf_counter()
            result = values(train, labels, validation, targets, kind)
            seconds.append(time.perf_counter() - start)
        print(f"| {kind} | {min(seconds):.2f} | {result.sum():.6f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nPeak memory of the script, data included: {peak:.0f} MB.\n")


main()
