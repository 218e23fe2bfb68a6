"""Training of ResNet-18 for small images in PyTorch on a graphics processor, on random images in batches of 128.

Usage: resnet18_cuda_torch.py single|tf32|bfloat16 SECONDS. Prints seconds per epoch of 50,000 images and how many images
were taken to measure that.
"""

import sys
import time

import torch
from torch import nn

BATCH, IMAGES = 128, 50_000


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = normalised(inputs, outputs, 3, stride)
        self.second = normalised(outputs, outputs, 3, 1)
        self.shortcut = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = normalised(inputs, outputs, 1, stride)

    def forward(self, x):
        x_out = self.second(torch.relu(self.first(x)))
        return torch.relu(x_out + self.shortcut(x))


def normalised(inputs, outputs, size, stride):
    return nn.Sequential(nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False), nn.BatchNorm2d(outputs))


def resnet18():
    layers, inputs = [normalised(3, 64, 3, 1), nn.ReLU()], 64
    for stage, outputs in enumerate((64, 128, 256, 512)):
        for block in range(2):
            layers.append(Block(inputs, outputs, 2 if stage > 0 and block == 0 else 1))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))


def main():
    precision, limit = sys.argv[1], float(sys.argv[2])
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = precision == "tf32"
    torch.backends.cudnn.benchmark = True
    device = torch.device("cuda")
    torch.manual_seed(0)
    model = resnet18().to(device, memory_format=torch.channels_last).train()
    images = (2 * torch.rand(IMAGES, 3, 32, 32, device=device) - 1).contiguous(memory_format=torch.channels_last)
    labels = torch.arange(IMAGES, device=device) % 10
    optimiser = torch.optim.SGD(model.parameters(), lr=0.001, momentum=0.9, nesterov=True, weight_decay=1e-4)
    autocast = torch.autocast("cuda", dtype=torch.bfloat16, enabled=precision == "bfloat16")

    def seconds(count):
        """Trains on so many images once."""
        total = torch.zeros((), device=device)
        torch.cuda.synchronize()
        start = time.perf_counter()
        for rows in torch.randperm(count).split(BATCH):
            rows = rows.to(device)
            optimiser.zero_grad()
            with autocast:
                loss = nn.functional.cross_entropy(model(images[rows]), labels[rows])
            loss.backward()
            optimiser.step()
            total += loss.detach() * len(rows)
        total.item()
        return time.perf_counter() - start

    trial = 20 * BATCH
    seconds(trial)
    count = int(limit * trial / seconds(trial)) // BATCH * BATCH
    count = IMAGES if count >= IMAGES else max(trial, count)
    print(f"{seconds(count) * IMAGES / count:.6f} {count}")


main()
