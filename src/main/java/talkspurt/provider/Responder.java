package talkspurt.provider;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.Map;

/**
 * The agent: what to say to the caller next.
 *
 * <p>Asked once a turn, when the caller's turn is in the journal. Parts are pulled as playback needs
 * them; cancelling the source means that the caller broke in and the rest is not wanted. A failure
 * is a last element, {@link Part.Failed}, never a failed stream.
 */
public interface Responder {

  /** The reply to one turn, sentence by sentence. */
  Source<Part, NotUsed> respond(Request request);

  /**
   * One turn to be answered.
   *
   * @param language BCP 47 tag
   * @param history what was said before this turn, oldest first; of the bot's words only those the
   *     caller heard
   * @param cue what is to be answered
   * @param variables what is known of the call by name, such as {@code callerId}, for use in texts
   */
  record Request(String language, List<Line> history, Cue cue, Map<String, String> variables) {}

  /** One line of the conversation so far. */
  record Line(Speaker speaker, String words) {}

  /** Who spoke. */
  enum Speaker {
    CALLER,
    BOT
  }

  /** What a reply answers. */
  sealed interface Cue {

    /** The caller spoke; empty words mean that nothing was understood. */
    record Words(String words) implements Cue {}

    /** The caller pressed keys: {@code 0-9 * # A-D}. */
    record Digits(String digits) implements Cue {}

    /** The caller has kept silent; {@code times} in a row, from 1. */
    record Silence(int times) implements Cue {}

    /** The caller is back, because he could not be transferred. */
    record TransferFailed() implements Cue {}
  }

  /** One part of a reply. */
  sealed interface Part {

    /** A sentence or clause to speak. */
    record Say(String sentence) implements Part {}

    /** A tool to run once what was said before it has been heard, such as {@code transfer_call}. */
    record UseTool(String name, Map<String, String> arguments) implements Part {}

    /** No more will come, and why. */
    record Failed(ProviderFailure failure) implements Part {}
  }
}
