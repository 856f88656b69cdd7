/** How long the caller waits, by what is heard on this page: for an answer, and for the bot to stop. */
const LOUD = 0.01;
const FRAME_MS = 20;
const PAUSE_MS = 300;
/** What is shorter was no turn of the caller's. */
const SHORTEST_TURN_MS = 200;

export class Timing {
  constructor(on) {
    this.on = on;
    this.callerMs = 0;
    this.sinceCallerMs = Infinity;
    this.botMs = 0;
    this.sinceBotMs = Infinity;
    this.stopping = null;
  }

  /** A frame of 20 ms: how loud the caller was in it, and the bot. */
  frame(caller, bot) {
    const botSounds = this.sinceBotMs < PAUSE_MS;
    this.callerFrame(caller >= LOUD, botSounds);
    this.botFrame(bot >= LOUD);
  }

  callerFrame(loud, botSounds) {
    if (!loud) {
      this.sinceCallerMs += FRAME_MS;
      return;
    }
    if (this.sinceCallerMs >= PAUSE_MS) {
      this.callerMs = 0;
      this.stopping = botSounds ? 0 : null;
    }
    this.callerMs += FRAME_MS;
    this.sinceCallerMs = 0;
  }

  botFrame(loud) {
    if (this.stopping !== null) {
      this.stopping += FRAME_MS;
    }
    if (loud && this.sinceBotMs >= PAUSE_MS && this.callerMs >= SHORTEST_TURN_MS && this.sinceCallerMs < Infinity) {
      this.on.answered(this.sinceCallerMs);
      this.callerMs = 0;
    }
    this.sinceBotMs = loud ? 0 : this.sinceBotMs + FRAME_MS;
    if (this.stopping !== null && this.sinceBotMs === PAUSE_MS) {
      this.on.stopped(Math.max(0, this.stopping - PAUSE_MS));
      this.stopping = null;
    }
  }
}
