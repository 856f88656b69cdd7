#!/usr/bin/env python3
"""Makes a richer bank of recordings for make_cases.py, from the given one and from Debian packages.

usage: make_bank.py BASE.npz ROOT OUT.npz

ROOT holds the packages of packages.txt, unpacked by `dpkg -x` (train.sh does that). Speech of people:
spoken words of KTuberling, KLettres and Tux Paint (58 language sets), prompts for
Asterisk in Italian, Russian, French and Spanish. Synthetic voices: Festival, Flite, eSpeak NG.
Noises: sounds of animals and things of Tux Paint. Needs Debian's python3-numpy, sox, festival, flite, espeak-ng.
"""
import glob, json, os, random, subprocess, sys
import numpy as np

RATE = 16000
UTTERANCES = 26
TEXT = {
    "en": ["yes please", "no", "stop", "wait a moment", "I want to speak to an agent", "what did you say", "sorry, can you repeat that",
           "my number is four seven one nine", "hello", "cancel my order", "Monday at ten would be fine", "that is not what I meant",
           "okay", "operator", "help", "I need a technician", "can I pay by card", "thank you, goodbye", "one two three", "excuse me"],
    "xx": ["da", "ne, prosim", "to je ono", "ano, hned", "moment", "operator", "pronto", "si, grazie", "no no no", "vorrei parlare con qualcuno",
           "hyvin menee", "kyllä kiitos", "bon dia", "sisplau", "gracies"],
}


def decode(path):
    raw = subprocess.run(["sox", "-V1", path, "-t", "raw", "-r", str(RATE), "-c", "1", "-e", "signed", "-b", "16", "-"], capture_output=True).stdout
    return np.frombuffer(raw, "<i2").astype(np.float32) / 32768


def trimmed(x):
    """Without silence at both ends, at one level; None when there is no speech in it."""
    n = RATE // 100
    m = len(x) // n
    if m < 12:
        return None
    level = 10 * np.log10(np.mean(x[: m * n].reshape(m, n) ** 2, axis=1) + 1e-10)
    on = np.where(level > np.percentile(level, 98) - 32)[0]
    if len(on) < 10 or level.max() < -60:
        return None
    x = x[max(0, on[0] - 2) * n : (on[-1] + 3) * n]
    return x * (10 ** (-23 / 20) / (np.sqrt(np.mean(x**2)) + 1e-9))


def speak(command, text, out):
    subprocess.run([c.replace("TEXT", text).replace("OUT", out) for c in command], capture_output=True)
    return decode(out) if os.path.exists(out) else np.zeros(0)


class Bank:
    def __init__(self, path):
        z = np.load(path)
        self.meta = json.loads(str(z["meta"]))
        self.arrays = {k: z[k] for k in z.files if k != "meta"}

    def add(self, kind, x, **about):
        if x is None or len(x) < 0.15 * RATE:
            return
        peak = float(np.max(np.abs(x)))
        self.arrays["%s%d" % (kind, len(self.meta[kind]))] = np.round(x / peak * 32000).astype(np.int16)
        self.meta[kind].append(dict(about, pk=min(1.0, peak)))

    def save(self, path):
        np.savez(path, meta=json.dumps(self.meta), **self.arrays)


def speakers(root):
    share = os.path.join(root, "usr/share")
    for d in sorted(glob.glob(share + "/ktuberling/sounds/*/")):
        yield "kt-" + d.split("/")[-2], glob.glob(d + "**/*.*", recursive=True)
    for d in sorted(glob.glob(share + "/klettres/*/")):
        yield "kl-" + d.split("/")[-2], glob.glob(d + "syllab/*.ogg") + glob.glob(d + "alpha/*.ogg")
    stamps = glob.glob(share + "/tuxpaint/stamps/**/*_desc*.ogg", recursive=True)
    for language in sorted(set(s.rsplit("_desc", 1)[1] for s in stamps)):
        yield "tp" + language[:-4], [s for s in stamps if s.endswith("_desc" + language)]
    for name in ("it_IT_f_Menardi", "es"):
        yield "as-" + name, glob.glob(share + "/asterisk/sounds/%s/**/*.*" % name, recursive=True)


def main():
    base, root, out = sys.argv[1:4]
    rng = random.Random(5)
    bank = Bank(base)
    for name, files in speakers(root):
        files = sorted(f for f in files if f.rsplit(".", 1)[-1] in ("ogg", "wav", "gsm", "opus") and os.path.getsize(f) > 1500)
        if len(files) < 6:
            continue
        words = [w for w in (trimmed(decode(f)) for f in rng.sample(files, min(40, len(files)))) if w is not None and len(w) < 6 * RATE]
        if len(words) < 5:
            continue
        for k in range(UTTERANCES):
            parts, wanted = [], rng.choice([0.4, 0.8, 1.5, 2.5])
            while sum(map(len, parts)) < wanted * RATE:
                parts += [rng.choice(words), np.zeros(int(rng.uniform(0.04, 0.22) * RATE))]
            x = np.concatenate(parts[:-1])[: 4 * RATE]
            bank.add("caller", x, spk=name, file="mix%d" % k, on=0, off=len(x))
        print(name, len(words), flush=True)
    share = os.path.join(root, "usr/share")
    for name in ("it_IT_m_Carlo", "ru_RU_f_IvrvoiceRU", "fr_CA_f_June"):
        files = sorted(glob.glob(share + "/asterisk/sounds/%s/*.wav" % name))
        for f in rng.sample(files, 70):
            x = trimmed(decode(f))
            if x is not None and len(x) > 0.8 * RATE:
                bank.add("bot", x, voice=name, file=os.path.basename(f), rate=8000)
    os.makedirs("tts", exist_ok=True)
    espeak = [("es", "espeak-%s" % v, ["espeak-ng", "-v", v, "-s", str(rng.randint(130, 185)), "-p", str(rng.randint(25, 75)), "-w", "OUT", "TEXT"])
              for v in ("en-us+f3", "en-gb+m5", "en-us+Alex", "en-gb+Alicia", "de+f2", "fr+m3", "it+f4", "pl+m1")]
    flite = [("fl", "flite-%s-%s" % (v, k), ["flite", "-voice", v, "--setf", "int_f0_target_mean=%d" % f, "-t", "TEXT", "-o", "OUT"])
             for v in ("slt", "rms", "awb", "kal16") for k, f in (("lo", 95), ("hi", 215))]
    festival = [("fe", v, ["sh", "-c", "printf '%s' \"TEXT\" | text2wave -eval '(voice_" + v + ")' -o OUT"])
                for v in ("kal_diphone", "ked_diphone", "cmu_us_slt_arctic_hts", "kdl_diphone")]
    for _, name, command in espeak + flite + festival:
        for k, text in enumerate(rng.sample(TEXT["en"], 12)):
            bank.add("caller", trimmed(speak(command, text, "tts/x.wav")), spk="tts-" + name, file="t%d" % k, on=0, off=0)
            if os.path.exists("tts/x.wav"):
                os.remove("tts/x.wav")
        for k, text in enumerate(("mm hmm", "yes", "okay", "right", "uh huh", "aha", "sure")):
            bank.add("bc", trimmed(speak(command, text, "tts/x.wav")), spk="tts-" + name, file="b%d" % k, on=0, off=0)
            if os.path.exists("tts/x.wav"):
                os.remove("tts/x.wav")
        print(name, flush=True)
    sounds = [f for f in glob.glob(share + "/tuxpaint/stamps/**/*.ogg", recursive=True) if "_desc" not in f and "/symbols/" not in f]
    for f in sorted(sounds):
        x = trimmed(decode(f))
        if x is not None:
            cat = "animal" if "/animals/" in f else "object"
            gap = np.random.default_rng(len(x)).normal(size=int(0.5 * RATE)) * 1e-4
            bank.add("noise", np.concatenate([x[: 8 * RATE], gap]), cat=cat, file=os.path.basename(f))
    bank.save(out)
    print({k: len(v) for k, v in bank.meta.items()})


if __name__ == "__main__":
    main()
