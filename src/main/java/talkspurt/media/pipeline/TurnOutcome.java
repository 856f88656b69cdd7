package talkspurt.media.pipeline;

import talkspurt.provider.SttInput;
import talkspurt.turn.TurnAction;

/** What {@link TurnStage} lets out. */
public sealed interface TurnOutcome {

  /**
   * Something is to be done about the floor.
   *
   * @param words what the caller said in the turn, where it is complete
   * @param silentMs how long the caller has been silent
   * @param dueMs how much of that the end of the turn had to wait for, where it is complete
   */
  record Acted(TurnAction action, String words, int silentMs, int dueMs) implements TurnOutcome {}

  /** The tones of a key were heard. */
  record Pressed(char key) implements TurnOutcome {}

  /** A transcriber is to hear this. */
  record Transcribe(SttInput input) implements TurnOutcome {}
}
