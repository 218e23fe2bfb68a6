"""Training of a network of three convolutions in PyTorch, on random images in batches of 128.

Usage: training_torch.py THREADS REPEATS IMAGES. Prints a Markdown table with the least of the runs.
"""

import resource
import sys
import time

import torch
from torch import nn

BATCH = 128


def network():
    layers, channels = [], 1
    for outputs in (32, 64, 128):
        layers += [nn.Conv2d(channels, outputs, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
        channels = outputs
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(1152, 128), nn.ReLU(), nn.Linear(128, 10))


def least_seconds(repeats, work):
    least = float("inf")
    for _ in range(repeats + 1):
        start = time.perf_counter()
        work()
        least = min(least, time.perf_counter() - start)
    return least


def update(model, optimiser, images, labels):
    optimiser.zero_grad()
    nn.functional.cross_entropy(model(images), labels).backward()
    optimiser.step()


def measured(threads, repeats, count):
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    model, images, labels = network(), 2 * torch.rand(count, 1, 28, 28) - 1, torch.arange(count) % 10
    optimiser = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, nesterov=True, weight_decay=1e-4)

    def epoch():
        for rows in torch.randperm(count).split(BATCH):
            update(model, optimiser, images[rows], labels[rows])

    batch = least_seconds(repeats, lambda: update(model, optimiser, images[:BATCH], labels[:BATCH]))
    return batch * 1000, least_seconds(repeats, epoch)


def main():
    threads, repeats, count = (int(word) for word in sys.argv[1:4])
    print(f"### The same in PyTorch {torch.__version__}\n")
    print(f"| threads | ms per batch of {BATCH} | s per epoch of {count} images | peak memory so far, MB |")
    print("| ---: | ---: | ---: | ---: |")
    for number in sorted({1, threads}):
        milliseconds, seconds = measured(number, repeats, count)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {number} | {milliseconds:.1f} | {seconds:.2f} | {memory:.0f} |")
    print()


main()
