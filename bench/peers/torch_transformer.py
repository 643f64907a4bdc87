"""The transformers that bench/neuralEpoch.ts trains, in PyTorch eager: warm seconds, or peak
megabytes.

    python bench/peers/torch_transformer.py sasrec|sasrec-sampled|transformer [compile] [memory]
"""
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch_epochs import report

torch.set_num_threads(2)
torch.manual_seed(1)
name, compiled = sys.argv[1].split("-")[0], "compile" in sys.argv[2:]
sampled = sys.argv[1].endswith("-sampled")
LENGTH, SIZE, HEADS = 50, 64, 2
ITEMS, BATCH, STEPS, DROPOUT = (12101, 256, 20, 0.2) if name == "sasrec" else (1000, 128, 63, 0.1)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(SIZE, eps=1e-8), nn.LayerNorm(SIZE, eps=1e-8)
        self.qkv, self.out = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.feed1, self.feed2 = nn.Linear(SIZE, SIZE), nn.Linear(SIZE, SIZE)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x, mask):
        b, l, _ = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, l, 3, HEADS, SIZE // HEADS).permute(2, 0, 3, 1, 4)
        scores = (q @ k.transpose(-1, -2)) / (SIZE // HEADS) ** 0.5
        attention = self.drop(torch.softmax(scores.masked_fill(mask, -1e9), -1))
        x = x + self.drop(self.out((attention @ v).transpose(1, 2).reshape(b, l, SIZE)))
        return x + self.drop(self.feed2(self.drop(F.relu(self.feed1(self.norm2(x))))))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.items, self.positions = nn.Embedding(ITEMS + 1, SIZE), nn.Embedding(LENGTH, SIZE)
        self.blocks = nn.ModuleList([Block() for _ in range(2)])
        self.norm, self.drop = nn.LayerNorm(SIZE, eps=1e-8), nn.Dropout(DROPOUT)
        self.queries, self.output = nn.Parameter(torch.randn(20, SIZE) * 0.05), nn.Parameter(torch.randn(20, SIZE) * 0.05)
        self.bias = nn.Parameter(torch.zeros(20))

    def hidden(self, history, causal):
        x = self.drop(self.items(history) + self.positions.weight)
        mask = (history == 0)[:, None, None, :]
        if causal:
            mask = mask | torch.triu(torch.ones(LENGTH, LENGTH, dtype=torch.bool), 1)
        for block in self.blocks:
            x = block(x, mask)
        return self.norm(x)

    def forward(self, batch):
        if name == "sasrec":
            history, place, target = batch
            chosen = self.hidden(history, True).reshape(-1, SIZE)[place]
            if not sampled:
                return F.cross_entropy(chosen @ self.items.weight[1:].T, target)
            wrong = torch.randint(0, ITEMS, (256,))
            others = chosen @ self.items(wrong + 1).T
            others = others.masked_fill(target.unsqueeze(1) == wrong, -1e9)
            right = (chosen * self.items(target + 1)).sum(1, keepdim=True)
            return F.cross_entropy(torch.cat([right, others], 1), torch.zeros_like(target))
        history, target = batch
        x = self.hidden(history, False)
        attention = torch.softmax(self.queries @ x.transpose(1, 2) / SIZE**0.5, -1)
        return F.cross_entropy(((attention @ x) * self.output).sum(2) + self.bias, target)


def make_batch():
    if name != "sasrec":
        return torch.randint(1, ITEMS + 1, (BATCH, LENGTH)), torch.randint(0, 20, (BATCH,))
    history = torch.zeros(BATCH, LENGTH, dtype=torch.long)
    history[:, -7:] = torch.randint(1, ITEMS + 1, (BATCH, 7))
    place = (history.flatten() > 0).nonzero().flatten()
    return history, place, torch.randint(0, ITEMS, place.shape)


network = Network()
report(torch.compile(network) if compiled else network, [make_batch() for _ in range(STEPS)])
