"""One step of training in PyTorch, double precision, with weights and images that come of a formula.

Usage: resnet_step_torch.py resnet18|cnn. Prints what Tests/LearningTests/Goldens remembers: the loss, the logits, and for
every parameter, its gradient and every running statistic after the step a few numbers, a line each.

Elements are counted as the workbench lays them out: images [n, height, width, channels], kernels
[outputs, height, width, inputs].
"""

import sys

import numpy as np
import torch
from torch import nn

BATCH, SIDE, CHANNELS, CLASSES = 8, 32, 3, 10
RATE, MOMENTUM, DECAY = 0.05, 0.9, 5e-4


def draws(number, count):
    """`count` numbers in [-1/2, 1/2), multiples of 2^-24: the integer hash of MurmurHash3 (Appleby, 2011)."""
    x = np.arange(count, dtype=np.uint32) + np.uint32((number * 0x9E3779B1) & 0xFFFFFFFF)
    x ^= x >> np.uint32(16)
    x *= np.uint32(0x85EBCA6B)
    x ^= x >> np.uint32(13)
    x *= np.uint32(0xC2B2AE35)
    x ^= x >> np.uint32(16)
    return (x >> np.uint32(8)).astype(np.float64) / 2**24 - 0.5


def channels_last(array):
    return array.permute(0, 2, 3, 1) if array.ndim == 4 else array


class Flatten(nn.Module):
    def forward(self, x):
        return channels_last(x).flatten(1)


class Block(nn.Module):
    def __init__(self, name, inputs, outputs, stride, listed):
        super().__init__()
        self.first = normalised(f"{name}.first", inputs, outputs, 3, stride, listed)
        self.second = normalised(f"{name}.second", outputs, outputs, 3, 1, listed)
        self.shortcut = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = normalised(f"{name}.shortcut", inputs, outputs, 1, stride, listed)

    def forward(self, x):
        return torch.relu(self.second(torch.relu(self.first(x))) + self.shortcut(x))


def normalised(name, inputs, outputs, size, stride, listed):
    convolution = nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)
    normalisation = nn.BatchNorm2d(outputs, momentum=0.1, eps=1e-5)
    listed.append((f"{name}.convolution.weight", convolution.weight))
    listed.append((f"{name}.normalisation.scale", normalisation.weight))
    listed.append((f"{name}.normalisation.shift", normalisation.bias))
    listed.append((f"{name}.normalisation.running_mean", normalisation.running_mean))
    listed.append((f"{name}.normalisation.running_variance", normalisation.running_var))
    return nn.Sequential(convolution, normalisation)


def biased(name, layer, listed):
    listed.append((f"{name}.weight", layer.weight))
    listed.append((f"{name}.bias", layer.bias))
    return layer


def resnet18(listed):
    layers, inputs = [normalised("stem", CHANNELS, 64, 3, 1, listed), nn.ReLU()], 64
    for stage, outputs in enumerate((64, 128, 256, 512)):
        for block in range(2):
            stride = 2 if stage > 0 and block == 0 else 1
            layers.append(Block(f"stage{stage + 1}.block{block + 1}", inputs, outputs, stride, listed))
            inputs = outputs
    head = biased("head", nn.Linear(512, CLASSES), listed)
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), head)


def cnn(listed):
    layers, inputs = [], CHANNELS
    for index, outputs in enumerate((32, 64, 128)):
        layers.append(biased(f"convolution{index + 1}", nn.Conv2d(inputs, outputs, 3, padding=1), listed))
        layers += [nn.ReLU(), nn.MaxPool2d(2)]
        inputs = outputs
    features = biased("features", nn.Linear(128 * (SIDE // 8) ** 2, 128), listed)
    return nn.Sequential(*layers, Flatten(), features, nn.ReLU(), biased("head", nn.Linear(128, CLASSES), listed))


def start(number, name, tensor):
    """Fills a parameter: scales around 1, shifts and biases around 0, weights by the numbers each output sums over."""
    shape = channels_last(tensor).shape
    values = draws(number, tensor.numel())
    if name.endswith(".weight"):
        values = values * np.sqrt(24 / (tensor.numel() // shape[0]))
    elif name.endswith(".scale"):
        values = 1 + values / 4
    else:
        values = values / 4
    values = torch.from_numpy(values.astype(np.float32).astype(np.float64)).reshape(shape)
    tensor.data.copy_(values.permute(0, 3, 1, 2) if tensor.ndim == 4 else values)


def line(name, tensor):
    values = channels_last(tensor.detach()).reshape(-1)
    count = len(values)
    places = sorted({0, count // 7, count // 3, count // 2, count - 1})
    numbers = [values.sum(), (values * values).sum()] + [values[place] for place in places]
    print(" ".join([name, str(count)] + [f"{float(number):.10e}" for number in numbers]))


def main():
    torch.set_default_dtype(torch.float64)
    listed = []
    network = {"resnet18": resnet18, "cnn": cnn}[sys.argv[1]](listed)
    for number, (name, tensor) in enumerate(listed):
        if not name.split(".")[-1].startswith("running_"):
            start(number + 1, name, tensor)
    pixels = (2 * draws(0, BATCH * SIDE * SIDE * CHANNELS)).reshape(BATCH, SIDE, SIDE, CHANNELS)
    images = torch.from_numpy(pixels).permute(0, 3, 1, 2)
    labels = torch.arange(BATCH) * 3 % CLASSES
    optimiser = torch.optim.SGD(network.parameters(), RATE, MOMENTUM, weight_decay=DECAY, nesterov=True)
    network.train()
    logits = network(images)
    loss = nn.functional.cross_entropy(logits, labels)
    loss.backward()
    optimiser.step()
    line("loss", loss)
    for example in range(BATCH):
        print(" ".join([f"logits{example}"] + [f"{float(number):.10e}" for number in logits[example].tolist()]))
    for name, tensor in listed:
        line(name, tensor)
        if tensor.grad is not None:
            line(f"{name}.gradient", tensor.grad)


main()
