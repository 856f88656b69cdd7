#!/bin/sh
# Trains the network from nothing: train.sh BANK.npz WORKDIR
# BANK.npz holds speech, noise and rooms (make_bank.py enlarges it). Needs Debian's python3-numpy python3-scipy python3-torch sox
# libopenblas0-pthread (the reference BLAS is five times slower) festival festvox-kallpc16k festvox-kdlpc16k festvox-us-slt-hts
# flite espeak-ng, a built Talkspurt (mvn package), 6 GB of memory and 10 GB of disk; about two hours of two cores.
set -e
bank=$(realpath "$1"); here=$(dirname "$(realpath "$0")"); mkdir -p "$2"; cd "$2"
export OPENBLAS_NUM_THREADS=1
replay() { java -jar "$here/../../target/talkspurt.jar" replay "$@"; }
mkdir -p debs root
(cd debs && apt-get download $(cat "$here/packages.txt"))
for deb in debs/*.deb; do dpkg -x "$deb" root; done
python3 "$here/make_bank.py" "$bank" root bank2.npz
size=113
python3 "$here/train.py" untrained.bin 0 --random $size

# set_of NAME SCRIPT BANK OPTIONS…: situations, and the numbers each of their frames is judged by
set_of() {
  name=$1; script=$2; from=$3; shift 3
  python3 "$here/$script" --bank "$from" --out "$name" "$@"
  replay --manifest "$name/manifest.json" --out "$name.json" --weights untrained.bin --evidence "$name.evd"
}
set_of a make_cases.py "$bank" --n 2600 --seed 7 --max-prompt 14
set_of b make_cases.py "$bank" --n 4500 --seed 8
set_of c more_cases.py bank2.npz --n 1500 --seed 11 --listening 0.25 --max-prompt 12
set_of d more_cases.py bank2.npz --n 1500 --seed 12 --listening 0.2 --max-prompt 14
set_of e more_cases.py bank2.npz --n 3500 --seed 13 --listening 0.15 --max-prompt 16
python3 "$here/train.py" first.bin 2 a b c d e --units 96 --epochs 8 --batch 96 --rate 5e-3 --hold 0.05
# then situations whose echo moves, which the first pass sees too few of
set_of f more_cases.py "$bank" --n 1300 --seed 21 --listening 0 --rough 0.1 --moving
set_of g more_cases.py bank2.npz --n 1300 --seed 22 --listening 0 --rough 0.1 --max-prompt 16 --moving
python3 "$here/train.py" second.bin 2 a b c d e f g --units 96 --epochs 5 --batch 96 --rate 2e-3 --hold 0.05 --init first.pt
# and more of all, with second prompts on lines that are known
set_of h make_cases.py "$bank" --n 3500 --seed 9
set_of i more_cases.py bank2.npz --n 900 --seed 31 --listening 0 --max-prompt 14 --two-turns
python3 "$here/train.py" weights.bin 2 a b c d e f g h i --units 96 --epochs 3 --batch 96 --rate 2e-3 --hold 0.05 --init second.pt
