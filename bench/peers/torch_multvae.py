"""The Mult-VAE that bench/neuralEpoch.ts trains, in PyTorch eager: warm seconds of an epoch, or peak megabytes.

    python bench/peers/torch_multvae.py multvae [memory]
"""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch_epochs import report

torch.set_num_threads(2)
torch.manual_seed(1)
ITEMS, HIDDEN, LATENT, BATCH, STEPS, DROPOUT, KL_WEIGHT = 3260, 600, 200, 256, 24, 0.5, 0.2


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder1, self.encoder2 = nn.Linear(ITEMS, HIDDEN), nn.Linear(HIDDEN, 2 * LATENT)
        self.decoder1, self.decoder2 = nn.Linear(LATENT, HIDDEN), nn.Linear(HIDDEN, ITEMS)

    def forward(self, bag):
        seen = F.dropout(F.normalize(bag), DROPOUT)
        mean, log_variance = self.encoder2(torch.tanh(self.encoder1(seen))).chunk(2, 1)
        taste = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        logits = self.decoder2(torch.tanh(self.decoder1(taste)))
        likelihood = (F.log_softmax(logits, 1) * bag).sum(1).mean()
        divergence = 0.5 * (log_variance.exp() + mean**2 - 1 - log_variance).sum(1).mean()
        return KL_WEIGHT * divergence - likelihood


report(Network(), [(torch.rand(BATCH, ITEMS) < 0.05).float() for _ in range(STEPS)])
