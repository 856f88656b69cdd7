#!/usr/bin/env python3
"""Situations beyond make_cases.py, in the same form: between turns, and with rougher lines.

usage: more_cases.py --bank BANK.npz --out DIR --n 800 --seed 11 [--listening 0.4] [--two-turns] [--moving]

A listening situation has no bot: callers, hum, music, hold and ring-back tones, fax and modem tones,
DTMF, coughs. The rest are make_cases' situations, some with longer loss bursts. With --two-turns every
prompt has a second one, for measuring what a line that is already known is worth. With --moving only
situations whose echo jumps or changes its path are kept.
"""
import argparse, json, os, sys
import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import make_cases as mc


def tones(kind, n, fs, rng):
    t = np.arange(n) / fs
    tone = lambda f: np.cos(2 * np.pi * f * t + rng.uniform(0, 6.28))
    on = lambda period, share: ((t + rng.uniform(0, period)) % period) < period * share
    if kind == "ringback":
        return (tone(440) + tone(480)) * on(6, 1 / 3) if rng.random() < 0.5 else tone(425) * on(5, 0.2)
    if kind == "busy":
        return tone(rng.choice([425, 480])) * on(rng.choice([0.5, 1.0]), 0.5)
    if kind == "hold":
        return tone(rng.uniform(400, 1400)) * on(rng.uniform(5, 10), 0.05)
    if kind == "fax":
        return tone(1100) * on(3.5, 1 / 7) if rng.random() < 0.5 else tone(2100) * (t % 4 < 3.3)
    if kind == "modem":
        x = mc.bp(rng.normal(size=n), fs, 900, 2700) * on(rng.uniform(2, 6), 0.7)
        return x + 0.7 * tone(1200) * on(3, 0.3)
    if kind == "dtmf":
        x, p = np.zeros(n), rng.uniform(0.2, 1.0)
        while p < n / fs - 0.4:
            a, b, d = rng.choice([697, 770, 852, 941]), rng.choice([1209, 1336, 1477, 1633]), rng.uniform(0.06, 0.3)
            x += (tone(a) + tone(b)) * ((t >= p) & (t < p + d))
            p += d + rng.uniform(0.05, 1.2)
        return x
    f = np.cumsum(rng.uniform(300, 2200, n // (fs // 4) + 2).repeat(fs // 4))[:n] / fs
    return np.cos(2 * np.pi * f)  # three-tone and siren-like signals


def listening(bank, seed, idx):
    rng = np.random.default_rng([seed, 5, idx])
    fs = 16000 if rng.random() < 0.1 else 8000
    n = int(rng.uniform(6, 11) * fs)
    level = float(np.clip(rng.normal(-23, 5), -38, -10))
    near, events = np.zeros(n), []
    at = rng.uniform(0.3, 2.5)
    talking = rng.random() < 0.75
    j = int(rng.integers(bank.n("caller")))
    spk = bank.meta["caller"][j]["spk"]
    same = [k for k, m in enumerate(bank.meta["caller"]) if m["spk"] == spk]
    while talking and at < n / fs - 1:
        s = mc.to_fs(bank.get("caller", same[int(rng.integers(len(same)))]), fs)
        if rng.random() < 0.25:
            s = mc.fftconvolve(s, mc.room_ir(rng, fs, 0.12, 0.4))
        i = int(at * fs)
        s = s[: n - i] * mc.db(level - mc.active_db(s, fs))
        near[i : i + len(s)] += s
        on = mc.fdb(near[i : i + len(s)], fs // 100) > level - 22
        k = np.where(on)[0]
        if len(k) > 3:
            # words apart by more than 300 ms are apart
            for run in np.split(k, np.where(np.diff(k) > 30)[0] + 1):
                if len(run) > 4:
                    events.append({"start": int(i + run[0] * fs // 100), "end": int(i + (run[-1] + 1) * fs // 100), "label": "speech"})
        at += len(s) / fs + rng.uniform(0.4, 2.5)
    noise, about = rng.normal(size=n) * mc.db(-rng.uniform(62, 80)), {"type": "none"}
    r = rng.random()
    if r < 0.4:
        kind = ["ringback", "busy", "hold", "fax", "modem", "dtmf", "dtmf", "siren"][int(rng.integers(8))]
        z = tones(kind, n, fs, rng)
        if talking and rng.random() < 0.5:
            z = z * (np.arange(n) / fs < rng.uniform(1, 6))
        noise += z * mc.db(rng.uniform(-34, -12)) / (np.sqrt(np.mean(z[z != 0] ** 2)) + 1e-9) if np.any(z) else 0
        about = {"type": kind}
    elif r < 0.85:
        cats = sorted(set(m["cat"] for m in bank.meta["noise"])) + ["white", "hum", "carsyn", "babble", "tv", "music", "music", "clicks", "breath", "breath", "cough", "cough"]
        c = cats[int(rng.integers(len(cats)))]
        snr = max(rng.uniform(3, 30), 10 if c in ("tv", "babble", "music") else 3)
        z = mc.make_noise(c, n, fs, rng, bank, spk)
        z = z - np.mean(z)
        noise += z * mc.db(level - snr - (mc.active_db(z, fs) if c in ("cough", "breath", "clicks", "tv", "animal", "object") else 10 * np.log10(np.mean(z**2) + 1e-12)))
        about = {"type": c, "snr_db": round(float(snr), 1)}
    mic = near + noise
    if fs == 8000 and rng.random() < 0.6:
        mic = mc.bp(mic, fs, 200, 3450)
    cod = ["ulaw", "alaw", "gsm", "linear"][int(rng.choice(4, p=[0.36, 0.30, 0.1, 0.24]))] if fs == 8000 else "linear"
    mic = mc.codec(mic / max(1.0, np.max(np.abs(mic)) / 1.2), cod)
    truth = {"id": "", "fs": fs, "samples": n, "kind": "listening", "prompts": [], "voice": "", "codec": cod, "echo": {"type": "none", "delay_ms": 0},
             "noise": about, "loss_pct": 0.0, "nearend": events, "far_dbfs": -90.0, "talker": spk, "hard": False}
    i16 = lambda x: np.clip(np.round(x * 32768), -32768, 32767).astype("<i2")
    return np.zeros(n, "<i2"), i16(mic), truth


def rougher(mic, fs, rng):
    """Longer bursts: nothing for some packets, or the last one over and over."""
    y = mic.astype(np.float64)
    y, lost = mc.lossy(y, fs, float(rng.uniform(1, 8)), rng, "zero" if rng.random() < 0.5 else "repeat")
    if rng.random() < 0.3:
        i = int(rng.uniform(0.1, 0.9) * len(y)) // (fs // 50) * (fs // 50)
        y[i : i + int(rng.integers(2, 12)) * (fs // 50)] = 0
    return np.round(y).astype("<i2"), round(float(lost), 1)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--bank", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--n", type=int, default=800)
    ap.add_argument("--seed", type=int, required=True)
    ap.add_argument("--listening", type=float, default=0.25)
    ap.add_argument("--rough", type=float, default=0.12)
    ap.add_argument("--max-prompt", type=float, default=13)
    ap.add_argument("--two-turns", action="store_true")
    ap.add_argument("--moving", action="store_true")
    a = ap.parse_args()
    for d in ("far", "mic"):
        os.makedirs(os.path.join(a.out, d), exist_ok=True)
    bank = mc.Bank(a.bank)
    r0 = np.random.default_rng([a.seed, 777])
    kinds, echoes = mc.deck(mc.KINDS, a.n, r0), mc.deck(mc.ECHOES, a.n, r0)
    truths, i = [], 0
    while len(truths) < a.n:
        rng = np.random.default_rng([a.seed, 3, i])
        try:
            if rng.random() < a.listening:
                far, mic, truth = listening(bank, a.seed, i)
            else:
                far, mic, truth = mc.case(i % a.n, bank, a.seed + 1000 * (i // a.n), a.n, 0, a.max_prompt, kinds, echoes)
                if rng.random() < a.rough:
                    mic, truth["loss_pct"] = rougher(mic, truth["fs"], rng)
        except (StopIteration, ValueError, IndexError):
            i += 1  # a recording too short to have an onset
            continue
        i += 1
        if a.moving and not {"jump_ms", "path_change_at"} & set(truth["echo"]):
            continue
        if a.two_turns and len(truth["prompts"]) < 2:
            continue
        truth["id"] = "m%05d" % len(truths)
        truth["far"], truth["mic"] = "far/%s.wav" % truth["id"], "mic/%s.wav" % truth["id"]
        mc.wwav(os.path.join(a.out, truth["far"]), far, truth["fs"])
        mc.wwav(os.path.join(a.out, truth["mic"]), mic, truth["fs"])
        truths.append(truth)
    json.dump({"format": 1, "cases": truths}, open(os.path.join(a.out, "manifest.json"), "w"))
    print(len(truths), "cases", sum(t["samples"] / t["fs"] for t in truths), "s")


if __name__ == "__main__":
    main()
