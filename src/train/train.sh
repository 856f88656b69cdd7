#!/bin/sh
# Trains the network from nothing: train.sh BANK.npz WORKDIR
# BANK.npz is the bank of ../shared/audio. Needs Debian's python3-numpy python3-scipy python3-torch sox
# libopenblas0-pthread (the reference BLAS is five times slower) festival flite espeak-ng and a built Talkspurt (mvn package); about two hours of one core.
set -e
bank=$(realpath "$1"); here=$(dirname "$(realpath "$0")"); mkdir -p "$2"; cd "$2"
replay() { java -jar "$here/../../target/talkspurt.jar" replay "$@"; }
mkdir -p debs root
(cd debs && apt-get download $(cat "$here/packages.txt"))
for deb in debs/*.deb; do dpkg -x "$deb" root; done
python3 "$here/make_bank.py" "$bank" root bank2.npz
python3 "$here/make_cases.py" --bank "$bank" --out a --n 1200 --seed 7 --max-prompt 14 --jobs 1
python3 "$here/more_cases.py" --bank bank2.npz --out b --n 700 --seed 11 --listening 0.3 --max-prompt 11
size=113
python3 "$here/train.py" untrained.bin 0 --random $size
for set in a b; do replay --manifest $set/manifest.json --out $set.json --weights untrained.bin --evidence $set.evd; done
python3 "$here/train.py" weights.bin 1 a b --epochs 7 --batch 96 --rate 5e-3
