#!/usr/bin/python3
"""MAE's training step as a PyTorch user writes it, for comparison with `autodidact bench step`: prints one JSON line with images/s.

    ./mae_torch.py --width 96 --depth 6 --decoder-width 64 --batch 256 --threads 2 --bf16
"""
import torch
from torch import nn

from timing import flags, measure

a = flags(__doc__, image=32, patch=4, width=96, depth=6, heads=3, decoder_width=64, decoder_depth=2, decoder_heads=4, mask=0.75, batch=256)


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x):
        n, t, w = x.shape
        q, k, v = self.qkv(self.norm1(x)).reshape(n, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        weights = ((q @ k.transpose(-2, -1)) * (w // self.heads) ** -0.5).softmax(-1)
        x = x + self.proj((weights @ v).transpose(1, 2).reshape(n, t, w))
        return x + self.mlp(self.norm2(x))


class Mae(nn.Module):
    def __init__(self):
        super().__init__()
        patches = (a.image // a.patch) ** 2
        self.embed = nn.Conv2d(3, a.width, a.patch, a.patch)
        self.cls = nn.Parameter(torch.zeros(1, 1, a.width))
        self.register_buffer("pos", torch.randn(1, patches, a.width) * 0.02)
        self.blocks = nn.Sequential(*[Block(a.width, a.heads) for _ in range(a.depth)])
        self.norm = nn.LayerNorm(a.width)
        self.to_decoder = nn.Linear(a.width, a.decoder_width)
        self.mask_token = nn.Parameter(torch.zeros(1, 1, a.decoder_width))
        self.register_buffer("decoder_pos", torch.randn(1, patches, a.decoder_width) * 0.02)
        self.decoder = nn.Sequential(*[Block(a.decoder_width, a.decoder_heads) for _ in range(a.decoder_depth)])
        self.decoder_norm = nn.LayerNorm(a.decoder_width)
        self.pixels = nn.Linear(a.decoder_width, 3 * a.patch ** 2)

    def forward(self, images):
        n, count = len(images), self.pos.shape[1]
        keep = int(count * (1 - a.mask))
        x = self.embed(images).flatten(2).transpose(1, 2) + self.pos
        order = torch.rand(n, count).argsort(1)
        back = order.argsort(1)
        x = x.gather(1, order[:, :keep, None].expand(-1, -1, a.width))
        x = self.norm(self.blocks(torch.cat([self.cls.expand(n, -1, -1), x], 1)))
        x = self.to_decoder(x)
        rest = torch.cat([x[:, 1:], self.mask_token.expand(n, count - keep, -1).to(x.dtype)], 1)
        rest = rest.gather(1, back[:, :, None].expand(-1, -1, a.decoder_width)) + self.decoder_pos
        x = self.pixels(self.decoder_norm(self.decoder(torch.cat([x[:, :1], rest], 1))))[:, 1:]
        side = a.image // a.patch
        target = images.reshape(n, 3, side, a.patch, side, a.patch).permute(0, 2, 4, 3, 5, 1).reshape(n, count, -1)
        target = (target - target.mean(-1, keepdim=True)) / (target.var(-1, keepdim=True) + 1e-6).sqrt()
        error = ((x.float() - target) ** 2).mean(-1)
        hidden = (back >= keep).float()
        return (error * hidden).sum() / hidden.sum()


net = Mae()
optimizer = torch.optim.AdamW(net.parameters(), lr=1e-4, betas=(0.9, 0.95), weight_decay=0.05)
images = torch.randn(a.batch, 3, a.image, a.image)
measure("images", a, lambda: net(images), optimizer)
