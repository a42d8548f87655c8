#!/usr/bin/python3
"""Features of a tar or a folder of pictures as a PyTorch user takes them: decoding in worker processes of a DataLoader, the network in eval mode
and fp32. Prints one JSON line with images/s, everything from the first file to the last feature, after one batch that does not count.

    ./embed_torch.py --data images.tar --model resnet18 --batch 32 --threads 2 --workers 2 [--decoder cv2] [--channels-last]
"""
import argparse
import io
import json
import os
import resource
import tarfile
import time

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
p.add_argument("--data", required=True)
p.add_argument("--model", choices=["resnet18", "vit"], default="resnet18")
p.add_argument("--size", type=int, default=224)
p.add_argument("--batch", type=int, default=32)
p.add_argument("--threads", type=int, default=2)
p.add_argument("--workers", type=int, default=2)
p.add_argument("--limit", type=int, default=0)
p.add_argument("--decoder", choices=["pil", "cv2"], default="pil")
p.add_argument("--channels-last", action="store_true")
a = p.parse_args()
torch.manual_seed(0)
torch.set_num_threads(a.threads)
# Before workers are forked: what is loaded in them may wait for threads that only the parent has.
if a.decoder == "pil":
    from PIL import Image
else:
    import cv2
    cv2.setNumThreads(0)
ENDINGS = (".jpg", ".jpeg", ".png")
MEAN, STD = np.float32([0.485, 0.456, 0.406]), np.float32([0.229, 0.224, 0.225])


class Pictures(Dataset):
    """Files of a folder, or places in a tar, of which every process has a handle of its own."""

    def __init__(self):
        self.file = None
        if os.path.isdir(a.data):
            self.items = sorted(os.path.join(folder, name) for folder, _, names in os.walk(a.data) for name in names if name.lower().endswith(ENDINGS))
        else:
            with tarfile.open(a.data) as tar:
                self.items = [(m.offset_data, m.size) for m in sorted(tar.getmembers(), key=lambda m: m.name) if m.name.lower().endswith(ENDINGS)]
        if a.limit:
            self.items = self.items[: a.limit]

    def __len__(self):
        return len(self.items)

    def read(self, item):
        if isinstance(item, str):
            with open(item, "rb") as file:
                return file.read()
        self.file = self.file or open(a.data, "rb")
        self.file.seek(item[0])
        return self.file.read(item[1])

    def __getitem__(self, index):
        """The shorter side to 8/7 of the size, bilinear with antialiasing, and the middle of it."""
        content, shorter = self.read(self.items[index]), a.size * 8 // 7
        if a.decoder == "pil":
            image = Image.open(io.BytesIO(content)).convert("RGB")
            w, h = image.size
            w, h = (shorter, shorter * h // w) if w <= h else (shorter * w // h, shorter)
            image = np.asarray(image.resize((w, h), Image.BILINEAR))
        else:
            image = cv2.cvtColor(cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
            h, w = image.shape[:2]
            small = shorter < min(h, w)
            w, h = (shorter, shorter * h // w) if w <= h else (shorter * w // h, shorter)
            image = cv2.resize(image, (w, h), interpolation=cv2.INTER_AREA if small else cv2.INTER_LINEAR)
        top, left = (h - a.size) // 2, (w - a.size) // 2
        pixels = image[top : top + a.size, left : left + a.size].astype(np.float32) / 255
        return torch.from_numpy(np.ascontiguousarray(((pixels - MEAN) / STD).transpose(2, 0, 1)))


class BasicBlock(nn.Module):
    def __init__(self, inputs, width, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inputs, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = None
        if stride != 1 or inputs != width:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, width, 1, stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        y = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        y += x if self.downsample is None else self.downsample(x)
        return self.relu(y)


class ResNet18(nn.Sequential):
    def __init__(self):
        layers, inputs = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1)], 64
        for stage, width in enumerate((64, 128, 256, 512)):
            for i in range(2):
                layers.append(BasicBlock(inputs, width, 2 if stage > 0 and i == 0 else 1))
                inputs = width
        super().__init__(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-6), nn.LayerNorm(width, 1e-6)
        self.qkv, self.proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x):
        n, t, w = x.shape
        q, k, v = self.qkv(self.norm1(x)).reshape(n, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        weights = ((q @ k.transpose(-2, -1)) * (w // self.heads) ** -0.5).softmax(-1)
        x = x + self.proj((weights @ v).transpose(1, 2).reshape(n, t, w))
        return x + self.mlp(self.norm2(x))


class Vit(nn.Module):
    """ViT-Ti: patches of 16, 192 wide, 12 blocks of 3 heads, the class token's features."""

    def __init__(self, width=192, depth=12, heads=3, patch=16):
        super().__init__()
        self.embed = nn.Conv2d(3, width, patch, patch)
        self.cls = nn.Parameter(torch.zeros(1, 1, width))
        self.pos = nn.Parameter(torch.randn(1, 1 + (a.size // patch) ** 2, width) * 0.02)
        self.blocks, self.norm = nn.Sequential(*[Block(width, heads) for _ in range(depth)]), nn.LayerNorm(width, 1e-6)

    def forward(self, x):
        x = self.embed(x).flatten(2).transpose(1, 2)
        return self.norm(self.blocks(torch.cat([self.cls.expand(len(x), -1, -1), x], 1) + self.pos))[:, 0]




def processor_seconds():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


net = (ResNet18() if a.model == "resnet18" else Vit()).eval()
if a.channels_last:
    net = net.to(memory_format=torch.channels_last)
loader = DataLoader(Pictures(), batch_size=a.batch, num_workers=a.workers)
features = []
with torch.inference_mode():
    net(torch.randn(a.batch, 3, a.size, a.size))
    used, start = processor_seconds(), time.perf_counter()
    for batch in loader:
        features.append(net(batch.contiguous(memory_format=torch.channels_last) if a.channels_last else batch).numpy())
features = np.concatenate(features)
seconds = time.perf_counter() - start
del loader  # Workers' time is counted when they have ended.
print(json.dumps({"images_per_second": len(features) / seconds, "processor_ms_per_image": (processor_seconds() - used) * 1e3 / len(features), "images": len(features), "dimension": features.shape[1], "torch": torch.__version__,
                  "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
