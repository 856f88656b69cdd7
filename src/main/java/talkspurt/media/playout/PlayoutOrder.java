package talkspurt.media.playout;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import talkspurt.media.settings.ProfileAmbience;

/** What {@link PlayoutStage} is told. */
public sealed interface PlayoutOrder {

  /**
   * Say this; what was being said before is dropped. Speech that was prepared goes on from where it
   * is ready.
   *
   * @param turn whose reply it is
   * @param speech pulled only as fast as it is played, cancelled when it is not wanted any more
   */
  record Speak(int turn, Source<TtsPiece, NotUsed> speech) implements PlayoutOrder {}

  /**
   * Have the first of this ready, unheard, until it is to be said or forgotten; what was had ready
   * before is forgotten.
   */
  record Prepare(Source<TtsPiece, NotUsed> speech) implements PlayoutOrder {}

  /** What is ready is not wanted any more. */
  record Forget() implements PlayoutOrder {}

  /** Fall silent, and remember where. */
  record Pause() implements PlayoutOrder {}

  /** Go on from there. */
  record Resume() implements PlayoutOrder {}

  /** Drop what is left. */
  record Drop() implements PlayoutOrder {}

  /** Have this below the voice from now on. */
  record Accompany(ProfileAmbience ambience) implements PlayoutOrder {}

  /** Let the line go. */
  record HangUp() implements PlayoutOrder {}

  /** The line has played the first {@code frames} frames that were sent to it. */
  record LinePlayed(long frames) implements PlayoutOrder {}

  /** So many frames more wait in the line than it needs: give it nothing for as many frame times. */
  record LineAhead(int frames) implements PlayoutOrder {}
}
