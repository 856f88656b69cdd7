package talkspurt.provider;

import talkspurt.audio.AudioFrame;

/** What goes into a {@link Transcriber}. */
public sealed interface SttInput {

  /** Which utterance of the call this belongs to; grows from 1. */
  long utterance();

  /** Caller's audio, at the rate of the line. */
  record Audio(long utterance, AudioFrame frame) implements SttInput {}

  /** The utterance is over: its final words are wanted. */
  record EndOfSpeech(long utterance) implements SttInput {}
}
