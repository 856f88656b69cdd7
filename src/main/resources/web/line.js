/**
 * A line of the engine's that this page brings, as Asterisk's chan_websocket would: MEDIA_START, sound in frames of 20 ms both
 * ways, marks that are told when they were played, and a queue that can be flushed.
 */
const FORMATS = {8000: "slin", 12000: "slin12", 16000: "slin16", 24000: "slin24", 32000: "slin32", 44100: "slin44", 48000: "slin48"};
const RATE_HZ = 16000;
const FRAME_MS = 20;

/** What can be heard and said here: the microphone and the loudspeaker, in one rate. */
export async function openSound({deviceId, echoCancellation}) {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: {deviceId: deviceId ? {exact: deviceId} : undefined, echoCancellation, noiseSuppression: false, autoGainControl: true, channelCount: 1},
  });
  const context = new AudioContext({sampleRate: RATE_HZ, latencyHint: "interactive"});
  try {
    return await connected(stream, context);
  } catch (otherRates) {
    // a browser that cannot convert between rates: the engine can
    context.close();
    return inOwnRate(stream);
  }
}

async function inOwnRate(stream) {
  const context = new AudioContext({latencyHint: "interactive"});
  try {
    if (!FORMATS[context.sampleRate]) {
      throw new Error(`no format for ${context.sampleRate} Hz`);
    }
    return await connected(stream, context);
  } catch (why) {
    closeSound({stream, context});
    throw why;
  }
}

async function connected(stream, context) {
  const source = context.createMediaStreamSource(stream);
  await context.audioWorklet.addModule(new URL("line-worklet.js", import.meta.url));
  const node = new AudioWorkletNode(context, "line", {numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [1]});
  source.connect(node);
  node.connect(context.destination);
  await context.resume();
  return {stream, context, node};
}

/** Lets go of the microphone and the loudspeaker. */
export function closeSound({stream, context}) {
  stream.getTracks().forEach((track) => track.stop());
  context.close();
}

export class Line {
  /**
   * @param sound of openSound
   * @param on {frame({level, playing, queuedMs, underruns}), opened(), closed(reason)}; the reason is "engine", "page" or "failed"
   */
  constructor(sound, on) {
    this.sound = sound;
    this.on = on;
    this.queuedMs = 0;
    this.over = false;
    sound.node.port.onmessage = ({data}) => this.fromSound(data);
  }

  /** Connects to the engine at this address of a WebSocket. */
  open(url) {
    this.socket = new WebSocket(url, "media");
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => this.start();
    this.socket.onmessage = ({data}) => {
      this.taken = true;
      if (typeof data === "string") {
        this.command(JSON.parse(data));
      } else {
        this.play(data);
      }
    };
    this.socket.onclose = () => this.end(this.taken ? "engine" : "failed");
  }

  start() {
    const rate = this.sound.context.sampleRate;
    this.send({
      event: "MEDIA_START",
      channel: "browser",
      format: FORMATS[rate],
      optimal_frame_size: rate * FRAME_MS / 1000 * Int16Array.BYTES_PER_ELEMENT,
      ptime: FRAME_MS,
    });
    this.on.opened();
  }

  fromSound(told) {
    if (told.mark !== undefined) {
      this.send({event: "MEDIA_MARK_PROCESSED", correlation_id: told.mark});
      return;
    }
    this.queuedMs = told.queuedMs;
    if (told.heard && this.isOpen()) {
      this.socket.send(told.heard.buffer);
    }
    this.on.frame(told);
  }

  play(bytes) {
    this.sound.node.port.postMessage({frame: new Int16Array(bytes)});
  }

  command(message) {
    switch (message.command) {
      case "MARK_MEDIA":
        this.sound.node.port.postMessage({mark: message.correlation_id});
        break;
      case "FLUSH_MEDIA":
        this.sound.node.port.postMessage({flush: true});
        break;
      case "GET_STATUS":
        this.send({event: "STATUS", queue_length: Math.round(this.queuedMs / FRAME_MS)});
        break;
      case "HANGUP":
        this.end("engine");
        break;
      default: // ANSWER, CONTINUE_MEDIA: nothing to be done
    }
  }

  press(digit) {
    this.send({event: "DTMF_END", digit});
  }

  type(words) {
    this.send({event: "TYPED", words});
  }

  mute(muted) {
    this.sound.node.port.postMessage({muted});
  }

  simulate(line) {
    this.sound.node.port.postMessage({simulate: line});
  }

  hangUp() {
    this.end("page");
  }

  isOpen() {
    return this.socket && this.socket.readyState === WebSocket.OPEN;
  }

  send(message) {
    if (this.isOpen()) {
      this.socket.send(JSON.stringify(message));
    }
  }

  end(reason) {
    if (this.over) {
      return;
    }
    this.over = true;
    if (this.socket) {
      this.socket.close();
    }
    closeSound(this.sound);
    this.on.closed(reason);
  }
}
