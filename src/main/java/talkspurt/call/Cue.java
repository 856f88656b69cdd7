package talkspurt.call;

/** What a reply answers. */
public sealed interface Cue {

  /** The caller spoke; empty when nothing was understood. */
  record Words(SpokenText words) implements Cue {}

  /** The caller pressed keys. */
  record Keys(Digits digits) implements Cue {}

  /** The caller has kept silent, {@code times} in a row, from 1. */
  record Silence(int times) implements Cue {}

  /** The caller is back, because Asterisk could not move him. */
  record TransferFailed() implements Cue {}

  /** A bot that hears for itself began to speak: what it answers is its own affair. */
  record Unprompted() implements Cue {}
}
