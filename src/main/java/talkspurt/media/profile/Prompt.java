package talkspurt.media.profile;

import talkspurt.audio.AudioFrame;

/** Something fixed to be said. */
public sealed interface Prompt {

  /** Words to be synthesised. */
  record Say(String words) implements Prompt {}

  /** A recording. */
  record Play(AudioFrame recording, String words) implements Prompt {}
}
