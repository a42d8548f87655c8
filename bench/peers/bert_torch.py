#!/usr/bin/python3
"""BERT's training step as a PyTorch user writes it, for comparison with `autodidact bench step`: prints one JSON line with rows/s.

    ./bert_torch.py --depth 4 --width 128 --vocabulary 8192 --length 128 --batch 64 --threads 2 --bf16

Rows are full of texts of 10 to 50 tokens that see only themselves, tokens are hidden anew in each step (15 %: 80 % mask, 10 % another, 10 % as they are), the head predicts hidden tokens
alone by the vectors of the tokens themselves, dropout is in all of BERT's places.
"""
import torch
import torch.nn.functional as F
from torch import nn

from timing import flags, measure

a = flags(__doc__, vocabulary=8192, length=128, width=128, depth=4, heads=2, positions=512, dropout=0.1, masking=0.15, batch=64)
MASK, FIRST_WORD = 4, 5


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.proj = nn.Linear(a.width, 3 * a.width), nn.Linear(a.width, a.width)      # one product for query, key and value
        self.norm1, self.norm2 = nn.LayerNorm(a.width, 1e-12), nn.LayerNorm(a.width, 1e-12)
        self.mlp = nn.Sequential(nn.Linear(a.width, 4 * a.width), nn.GELU(), nn.Linear(4 * a.width, a.width))
        self.drop = nn.Dropout(a.dropout)

    def forward(self, x, bias):
        n, t, w = x.shape
        q, k, v = self.qkv(x).reshape(n, t, 3, a.heads, w // a.heads).permute(2, 0, 3, 1, 4)
        logits = (q * (w // a.heads) ** -0.5) @ k.transpose(-2, -1)
        weights = self.drop((logits + bias).softmax(-1))
        x = self.norm1(x + self.drop(self.proj((weights @ v).transpose(1, 2).reshape(n, t, w))))
        return self.norm2(x + self.drop(self.mlp(x)))


class Bert(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.places, self.kinds = nn.Embedding(a.vocabulary, a.width), nn.Embedding(a.positions, a.width), nn.Embedding(2, a.width)
        self.norm, self.drop = nn.LayerNorm(a.width, 1e-12), nn.Dropout(a.dropout)
        self.layers = nn.ModuleList([Layer() for _ in range(a.depth)])
        self.transform, self.head_norm = nn.Linear(a.width, a.width), nn.LayerNorm(a.width, 1e-12)
        self.bias = nn.Parameter(torch.zeros(a.vocabulary))
        for parameter in self.parameters():
            if parameter.dim() == 2:
                nn.init.normal_(parameter, std=0.02)

    def forward(self, tokens, texts, places):
        asked = torch.rand(tokens.shape) < a.masking
        how = torch.rand(tokens.shape)
        seen = torch.where(asked & (how < 0.8), MASK, tokens)
        seen = torch.where(asked & (how >= 0.8) & (how < 0.9), torch.randint(FIRST_WORD, a.vocabulary, tokens.shape), seen)
        bias = torch.zeros(len(tokens), 1, a.length, a.length, dtype=torch.bfloat16 if a.bf16 else torch.float32)
        bias.masked_fill_((texts[:, None, :] != texts[:, :, None])[:, None], -10000.0)
        x = self.drop(self.norm(self.words(seen) + self.places(places) + self.kinds(torch.zeros_like(seen))))
        for layer in self.layers:
            x = layer(x, bias)
        x = x.flatten(0, 1)[asked.flatten().nonzero().squeeze(1)]      # the head sees hidden tokens alone
        logits = F.linear(self.head_norm(F.gelu(self.transform(x)).float()), self.words.weight, self.bias)
        return F.cross_entropy(logits.float(), tokens[asked])


net = Bert()
optimizer = torch.optim.AdamW(net.parameters(), lr=1e-4, weight_decay=0.01, foreach=True)
tokens = torch.randint(FIRST_WORD, a.vocabulary, (a.batch, a.length))
starts = torch.rand(a.batch, a.length) < 1 / 30
starts[:, 0] = True
texts = starts.long().cumsum(1)
columns = torch.arange(a.length).expand(a.batch, -1)
places = columns - torch.where(starts, columns, 0).cummax(1).values
measure("rows", a, lambda: net(tokens, texts, places), optimizer)
