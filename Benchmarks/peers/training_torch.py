"""Training of a network of three convolutions in PyTorch, on one batch of 128 random images.

Usage: training_torch.py THREADS REPEATS. Prints a Markdown table with the least of the runs.
"""

import sys
import time

import torch
from torch import nn

BATCH, EPOCH = 128, 60_000


def network():
    layers, channels = [], 1
    for outputs in (32, 64, 128):
        layers += [nn.Conv2d(channels, outputs, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
        channels = outputs
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(1152, 128), nn.ReLU(), nn.Linear(128, 10))


def milliseconds(threads, repeats):
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    model, images, labels = network(), torch.randn(BATCH, 1, 28, 28), torch.arange(BATCH) % 10
    optimiser = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    least = float("inf")
    for _ in range(repeats + 1):
        start = time.perf_counter()
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(images), labels).backward()
        optimiser.step()
        least = min(least, time.perf_counter() - start)
    return least * 1000


def main():
    threads, repeats = int(sys.argv[1]), int(sys.argv[2])
    print(f"### The same in PyTorch {torch.__version__}\n")
    print(f"| threads | ms per batch of {BATCH} | s per {EPOCH} images |\n| ---: | ---: | ---: |")
    for count in sorted({1, threads}):
        least = milliseconds(count, repeats)
        print(f"| {count} | {least:.1f} | {least / 1000 * EPOCH / BATCH:.1f} |")
    print()


main()
