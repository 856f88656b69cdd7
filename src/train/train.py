#!/usr/bin/env python3
"""Trains the network of talkspurt.audio.HearingNet on numbers that Java computed.

usage: train.py OUT.bin VERSION SET[:weight] ... [--units 64] [--epochs 16] [--init MODEL.pt]

The threshold is chosen on a part of the sets that training does not see, and built into the weights:
one half is the threshold. SET.evd is what `talkspurt replay --evidence` wrote for SET/manifest.json. Needs Debian's python3-torch
and python3-numpy, nothing else. Features are computed in Java only: there is no second implementation.
"""
import argparse, json, os, struct, time
import numpy as np
import torch
import torch.nn as nn

FRAME_S = 0.02
BANDS = 96  # the first numbers are levels in dB; a random shift of all of them makes training deaf to level


def labels(truth, frames):
    """Per frame: is the caller audible, and how much does the frame count."""
    fs = truth["fs"]
    y, w = np.zeros(frames, np.float32), np.ones(frames, np.float32)
    for event in truth["nearend"]:
        if event["label"] not in ("speech", "backchannel"):
            continue
        a, b = event["start"] / fs / FRAME_S, event["end"] / fs / FRAME_S
        first, last = int(np.ceil(a)), int(b)
        y[first : last + 1] = 1
        w[first : first + 2] = 0.2
        w[first + 2 : first + 18] = 2.0
        w[max(0, last - 5) : last + 20] = 0.1
    return y, w


def read(name):
    """All situations of a set: numbers (int16, times 256), labels, weights."""
    truths = json.load(open(os.path.join(name, "manifest.json")))["cases"]
    out = []
    with open(name + ".evd", "rb") as f:
        count, size = struct.unpack(">ii", f.read(8))
        assert count == len(truths)
        for truth in truths:
            frames = struct.unpack(">i", f.read(4))[0]
            x = np.frombuffer(f.read(2 * frames * size), ">i2").astype(np.int16).reshape(frames, size)
            out.append((x,) + labels(truth, frames))
    return out


def outcome(truth, on):
    """What deciding in frames `on` makes of a situation, by the rules of the bank's score.py."""
    fs = truth["fs"]
    times = (np.where(on)[0] + 1) * FRAME_S
    armed = [(a / fs, b / fs + 0.7) for a, b in truth["prompts"]]
    if truth["kind"] == "silent":
        return "false" if any(((times >= a) & (times < b)).any() for a, b in armed) else "quiet", None
    onset, end = truth["onset"] / fs, truth["nearend"][0]["end"] / fs
    for a, b in armed:
        if a <= onset <= b and ((times >= a) & (times < onset - 0.02)).any():
            return "early", None
    hits = times[times >= onset - 0.02]
    if len(hits) and hits[0] <= min(onset + 1.5, end + 0.5):
        return "hit", max(0.0, hits[0] - onset)
    return "miss", None


def sweep(held, net, mean, sd):
    """False and failed percentages over thresholds on situations that training has not seen."""
    tracks = []
    with torch.no_grad():
        for truth, x in held:
            if truth["kind"] not in ("silent", "bargein"):
                continue
            v = torch.from_numpy((x.astype(np.float32) / 256 - mean) / sd)[None].float()
            o = net(v)[0].numpy()
            p = np.concatenate([np.full(3, -99), o])
            tracks.append((truth, np.sort(np.lib.stride_tricks.sliding_window_view(p, 4), axis=1)[:, 1]))
    rows = []
    for shift in np.arange(-3, 5, 0.25):
        r = [outcome(t, o >= shift) for t, o in tracks]
        silent = sum(t["kind"] == "silent" for t, _ in tracks)
        late = sorted(d for k, d in r if k == "hit")
        n = len(r) - silent
        false = 100 * sum(k == "false" for k, _ in r) / max(1, silent)
        failed = 100 * sum(k in ("early", "miss") for k, _ in r) / max(1, n)
        fast = 100 * sum(d <= 0.3 for d in late) / max(1, n)
        rows.append((float(shift), false, failed, late[len(late) // 2] if late else 9, fast))
        print("shift %5.2f false %5.1f failed %5.1f p50 %.3f within 300 ms %5.1f" % rows[-1], flush=True)
    return rows


class Net(nn.Module):
    def __init__(self, size, units):
        super().__init__()
        self.a = nn.Linear(size, units)
        self.g = nn.GRU(units, units, batch_first=True)
        self.o = nn.Linear(units, 1)

    def forward(self, x):
        return self.o(self.g(torch.relu(self.a(x)))[0])[..., 0]


def export(path, version, net, mean, sd, shift):
    """Big-endian floats, matrices column by column (a column a input), as HearingNet reads them."""
    p = {k: v.detach().numpy() for k, v in net.state_dict().items()}
    units = p["a.weight"].shape[0]
    floats = lambda v: np.ascontiguousarray(v, ">f4").tobytes()
    with open(path, "wb") as f:
        f.write(struct.pack(">ii", 0x48454152, 1))
        f.write(struct.pack(">H", len(version)) + version.encode())
        f.write(struct.pack(">ii", len(mean), units))
        f.write(floats(mean) + floats(1 / sd))
        f.write(floats(p["a.weight"].T) + floats(p["a.bias"]))
        f.write(floats(p["g.weight_ih_l0"].T) + floats(p["g.bias_ih_l0"]))
        f.write(floats(p["g.weight_hh_l0"].T) + floats(p["g.bias_hh_l0"]))
        f.write(floats(p["o.weight"][0]) + floats(p["o.bias"] - shift))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("out")
    ap.add_argument("version")
    ap.add_argument("sets", nargs="*")
    ap.add_argument("--units", type=int, default=64)
    ap.add_argument("--epochs", type=int, default=14)
    ap.add_argument("--rate", type=float, default=3e-3)
    ap.add_argument("--crop", type=int, default=400, help="frames a training sequence has")
    ap.add_argument("--batch", type=int, default=32)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--shift", type=float, default=0.0, help="log odds that are to become one half")
    ap.add_argument("--hold", type=float, default=0.12, help="share of each set kept for choosing the threshold")
    ap.add_argument("--init")
    ap.add_argument("--export-only", action="store_true")
    ap.add_argument("--random", type=int, default=0, help="write untrained weights for so many numbers")
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(1)
    if a.random:
        export(a.out, a.version, Net(a.random, a.units), np.zeros(a.random), np.ones(a.random), a.shift)
        return
    if a.export_only:
        z = torch.load(a.init)
        net = Net(len(z["mean"]), z["units"])
        net.load_state_dict(z["net"])
        export(a.out, a.version, net, z["mean"], z["sd"], a.shift)
        return
    data, held = [], []
    for s in a.sets:
        whole = read(s)
        truths = json.load(open(os.path.join(s, "manifest.json")))["cases"]
        keep = int(len(whole) * (1 - a.hold))
        data += whole[:keep]
        held += [(t, d[0]) for t, d in zip(truths[keep:], whole[keep:])]
    rng = np.random.default_rng(a.seed)
    sample = np.concatenate([d[0][::7] for d in data]).astype(np.float32) / 256
    mean, sd = sample.mean(0), sample.std(0) + 1e-2
    size = sample.shape[1]
    del sample
    net = Net(size, a.units)
    if a.init:
        z = torch.load(a.init)
        mean, sd = z["mean"], z["sd"]
        net.load_state_dict(z["net"])
    # long situations are seen in pieces, whose first frames only warm the state
    pieces = []
    for i, (x, y, w) in enumerate(data):
        n = len(x)
        k = max(1, round(n / a.crop))
        for j in range(k):
            pieces.append((i, n * j // k, n * (j + 1) // k))
    steps = len(pieces) // a.batch
    opt = torch.optim.Adam(net.parameters(), a.rate)
    sch = torch.optim.lr_scheduler.OneCycleLR(opt, a.rate, total_steps=a.epochs * steps, pct_start=0.1)
    warm = 60
    for epoch in range(a.epochs):
        began, total = time.time(), 0.0
        order = rng.permutation(len(pieces))
        for b in range(steps):
            batch = [pieces[k] for k in order[b * a.batch : (b + 1) * a.batch]]
            longest = max(to - max(0, fr - warm) for _, fr, to in batch)
            xb = np.zeros((len(batch), longest, size), np.float32)
            yb = np.zeros((len(batch), longest), np.float32)
            wb = np.zeros((len(batch), longest), np.float32)
            for k, (i, fr, to) in enumerate(batch):
                x, y, w = data[i]
                lead = max(0, fr - warm)
                n = to - lead
                v = x[lead:to].astype(np.float32) / 256
                v[:, :BANDS] += rng.normal(0, 4)
                xb[k, :n] = (v - mean) / sd
                yb[k, :n] = y[lead:to]
                wb[k, fr - lead : n] = w[fr:to]
            o = net(torch.from_numpy(xb))
            loss = nn.functional.binary_cross_entropy_with_logits(
                o, torch.from_numpy(yb), weight=torch.from_numpy(wb), reduction="sum"
            ) / float(wb.sum())
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            sch.step()
            total += loss.item()
        print(epoch, round(total / steps, 4), "%.0f s" % (time.time() - began), flush=True)
        export(a.out + ".part", a.version, net, mean, sd, a.shift)
    rows = sweep(held, net, mean, sd)
    if not a.shift:
        # the smallest sum of both errors, a false pause being the dearer of the two
        a.shift = min(rows, key=lambda r: (1.3 * r[1] + r[2], abs(r[0])))[0]
    print("shift", a.shift)
    torch.save({"net": net.state_dict(), "mean": mean, "sd": sd, "units": a.units}, os.path.splitext(a.out)[0] + ".pt")
    export(a.out, a.version, net, mean, sd, a.shift)


if __name__ == "__main__":
    main()
