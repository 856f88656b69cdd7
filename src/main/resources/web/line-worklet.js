/**
 * The sound of one line, in the browser's audio thread: plays what the engine sends from a queue, as Asterisk's chan_websocket
 * does, and hands on what the microphone hears in frames of 20 ms. Between the two lies a line that can be made as bad as those
 * of telephones.
 *
 * To it:   {frame: Int16Array}, {mark: id}, {flush: true}, {muted: bool}, {simulate: {echoDb, echoMs, noiseDb, lossPercent, narrow}}
 * From it: {heard: Int16Array, level}, {mark: id}, {playing: level, queuedMs, underruns}: levels are RMS, 0 to 1
 */
const FRAME_MS = 20;
const SMALLEST_RESERVE_MS = 20;
const LARGEST_RESERVE_MS = 60;
const CALM_MS = 10000;
/** What is quieter may be left out where too much waits: comfort noise, and digital silence. */
const INAUDIBLE = 0.004;
const LONGEST_ECHO_S = 1;

class Line extends AudioWorkletProcessor {
  constructor() {
    super();
    this.frameSize = Math.round(sampleRate * FRAME_MS / 1000);
    this.queue = [];
    this.queued = 0;
    this.offset = 0;
    this.filling = true;
    this.reserveMs = SMALLEST_RESERVE_MS;
    this.calmMs = 0;
    this.underruns = 0;
    this.captured = new Int16Array(this.frameSize);
    this.filled = 0;
    this.energy = 0;
    this.playedEnergy = 0;
    this.muted = false;
    this.simulate = {echoDb: null, echoMs: 150, noiseDb: null, lossPercent: 0, narrow: false};
    this.past = new Float32Array(Math.ceil(sampleRate * LONGEST_ECHO_S));
    this.now = 0;
    this.toCaller = new Telephone();
    this.fromCaller = new Telephone();
    this.port.onmessage = ({data}) => this.take(data);
  }

  take(message) {
    if (message.frame) {
      this.add(message.frame);
    } else if (message.mark !== undefined) {
      this.queue.push({mark: message.mark});
      this.passMarks();
    } else if (message.flush) {
      this.queue = [];
      this.queued = 0;
      this.offset = 0;
      this.filling = true;
    } else if (message.muted !== undefined) {
      this.muted = message.muted;
    } else if (message.simulate) {
      this.simulate = message.simulate;
    }
  }

  add(samples) {
    if (Math.random() * 100 < this.simulate.lossPercent) {
      samples = new Int16Array(samples.length);
    }
    if (this.waitingMs() > this.reserveMs + LARGEST_RESERVE_MS && loudest(samples) < INAUDIBLE) {
      return;
    }
    this.queue.push({samples});
    this.queued += samples.length;
  }

  waitingMs() {
    return this.queued * 1000 / sampleRate;
  }

  /** Marks at the head of the queue: all before them was played. */
  passMarks() {
    while (this.queue.length > 0 && this.queue[0].mark !== undefined && this.offset === 0) {
      this.port.postMessage({mark: this.queue.shift().mark});
    }
  }

  next() {
    if (this.filling) {
      if (this.waitingMs() < this.reserveMs) {
        return 0;
      }
      this.filling = false;
    }
    const head = this.queue[0];
    if (!head || !head.samples) {
      this.ranDry();
      return 0;
    }
    const sample = head.samples[this.offset++] / 32768;
    this.queued--;
    if (this.offset === head.samples.length) {
      this.offset = 0;
      this.queue.shift();
      this.passMarks();
    }
    return sample;
  }

  ranDry() {
    this.filling = true;
    this.calmMs = 0;
    this.underruns++;
    this.reserveMs = Math.min(LARGEST_RESERVE_MS, this.reserveMs + FRAME_MS);
  }

  process([microphone], [loudspeaker]) {
    const heard = microphone[0];
    const played = loudspeaker[0];
    for (let i = 0; i < played.length; i++) {
      let bot = this.next();
      if (this.simulate.narrow) {
        bot = this.toCaller.pass(bot);
      }
      played[i] = bot;
      this.playedEnergy += bot * bot;
      this.hear(heard && !this.muted ? heard[i] : 0, bot);
    }
    for (let channel = 1; channel < loudspeaker.length; channel++) {
      loudspeaker[channel].set(played);
    }
    return true;
  }

  hear(caller, bot) {
    this.past[this.now] = bot;
    let sample = caller + this.echo() + this.noise();
    this.now = (this.now + 1) % this.past.length;
    if (this.simulate.narrow) {
      sample = this.fromCaller.pass(sample);
    }
    sample = Math.max(-1, Math.min(1, sample));
    this.energy += sample * sample;
    this.captured[this.filled++] = Math.round(sample * 32767);
    if (this.filled === this.frameSize) {
      this.tellFrame();
    }
  }

  echo() {
    if (this.simulate.echoDb === null) {
      return 0;
    }
    const back = Math.round(this.simulate.echoMs * sampleRate / 1000);
    return this.past[(this.now - back + this.past.length) % this.past.length] * gain(this.simulate.echoDb);
  }

  noise() {
    return this.simulate.noiseDb === null ? 0 : (Math.random() * 2 - 1) * gain(this.simulate.noiseDb) * Math.sqrt(3);
  }

  tellFrame() {
    const lost = Math.random() * 100 < this.simulate.lossPercent;
    this.port.postMessage({
      heard: lost ? null : this.captured.slice(),
      level: Math.sqrt(this.energy / this.frameSize),
      playing: Math.sqrt(this.playedEnergy / this.frameSize),
      queuedMs: Math.round(this.waitingMs()),
      underruns: this.underruns,
    });
    this.filled = 0;
    this.energy = 0;
    this.playedEnergy = 0;
    this.calmMs += FRAME_MS;
    if (this.calmMs >= CALM_MS) {
      this.calmMs = 0;
      this.reserveMs = Math.max(SMALLEST_RESERVE_MS, this.reserveMs - FRAME_MS);
    }
  }
}

/** What a telephone line leaves of sound: below 3.4 kHz, in the 256 steps of G.711 mu-law. */
class Telephone {
  constructor() {
    this.sections = [new LowPass(0.541), new LowPass(1.307)];
  }

  pass(sample) {
    return muLaw(this.sections.reduce((sound, section) => section.pass(sound), sample));
  }
}

/** A section of a Butterworth low-pass filter at 3.4 kHz. */
class LowPass {
  constructor(q) {
    const w = 2 * Math.PI * Math.min(3400, sampleRate * 0.45) / sampleRate;
    const alpha = Math.sin(w) / (2 * q);
    const norm = 1 + alpha;
    this.b = (1 - Math.cos(w)) / 2 / norm;
    this.a1 = -2 * Math.cos(w) / norm;
    this.a2 = (1 - alpha) / norm;
    this.x1 = this.x2 = this.y1 = this.y2 = 0;
  }

  pass(x) {
    const y = this.b * (x + 2 * this.x1 + this.x2) - this.a1 * this.y1 - this.a2 * this.y2;
    this.x2 = this.x1;
    this.x1 = x;
    this.y2 = this.y1;
    this.y1 = y;
    return y;
  }
}

/** As coarse as G.711 makes it: mu is 255, in 8 bits. */
function muLaw(sample) {
  const magnitude = Math.log1p(255 * Math.min(1, Math.abs(sample))) / Math.log(256);
  const step = Math.round(magnitude * 127) / 127;
  return Math.sign(sample) * (Math.pow(256, step) - 1) / 255;
}

function gain(db) {
  return Math.pow(10, db / 20);
}

function loudest(samples) {
  let most = 0;
  for (const sample of samples) {
    most = Math.max(most, Math.abs(sample));
  }
  return most / 32768;
}

registerProcessor("line", Line);
