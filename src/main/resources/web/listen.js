/** A call as it sounds, live: the caller in the left ear, the bot in the right. */
import {stream} from "./api.js";

const HEADER_BYTES = 44;
const RATE_AT = 24;
const CHANNELS = 2;
const BYTES_A_SAMPLE = 2 * CHANNELS;
const LEAD_S = 0.1; // between coming and sounding, for what comes late
const MOST_LEAD_S = 0.4; // what comes in a burst is left out

export class Listening {
  #context = new AudioContext();
  #stopped = new AbortController();
  #rate = 0;
  #rest = new Uint8Array();
  #next = 0;

  /** Listens until the call is over, or this is stopped. */
  async start(path) {
    try {
      const pieces = (await stream(path, this.#stopped.signal)).getReader();
      for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
        this.#take(piece.value);
      }
    } catch (problem) {
      if (!this.#stopped.signal.aborted) {
        throw problem;
      }
    } finally {
      this.#context.close();
    }
  }

  stop() {
    this.#stopped.abort();
  }

  #take(bytes) {
    let all = new Uint8Array(this.#rest.length + bytes.length);
    all.set(this.#rest);
    all.set(bytes, this.#rest.length);
    if (!this.#rate) {
      if (all.length < HEADER_BYTES) {
        this.#rest = all;
        return;
      }
      this.#rate = new DataView(all.buffer).getUint32(RATE_AT, true);
      all = all.slice(HEADER_BYTES);
    }
    const whole = all.length - all.length % BYTES_A_SAMPLE;
    this.#rest = all.slice(whole);
    if (whole) {
      this.#play(new DataView(all.buffer, all.byteOffset, whole));
    }
  }

  #play(samples) {
    const now = this.#context.currentTime;
    if (this.#next - now > MOST_LEAD_S) {
      return;
    }
    const length = samples.byteLength / BYTES_A_SAMPLE;
    const sound = this.#context.createBuffer(CHANNELS, length, this.#rate);
    for (let channel = 0; channel < CHANNELS; channel++) {
      const track = sound.getChannelData(channel);
      for (let i = 0; i < length; i++) {
        track[i] = samples.getInt16(i * BYTES_A_SAMPLE + 2 * channel, true) / 32768;
      }
    }
    const source = this.#context.createBufferSource();
    source.buffer = sound;
    source.connect(this.#context.destination);
    this.#next = this.#next < now ? now + LEAD_S : this.#next;
    source.start(this.#next);
    this.#next += sound.duration;
  }
}
