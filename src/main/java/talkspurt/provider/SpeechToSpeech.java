package talkspurt.provider;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import java.util.Map;
import talkspurt.audio.AudioFrame;

/**
 * A bot that hears and speaks for itself: sound in, sound out, without a transcriber, agent or
 * synthesizer of ours.
 *
 * <p>The live half of a call opens one flow when its line is attached, and another when the call
 * comes back on another line. Into it goes the caller without the bot's echo, frame by frame and
 * without holes, from {@link Output.Opened} on; with it his keys, and what became of the bot's own
 * sound. Out comes that sound, as fast as the bot likes: it is queued, paced and bounded by whoever
 * runs the flow, who back-pressures above his limit and otherwise reads at all times, so that a
 * {@link Output.Clear} is obeyed at once.
 *
 * <p>The output's end is the end of the conversation by the bot: what it said before is still
 * played. A failure is a last element, {@link Output.Failed}, never a failed stream. The input's end
 * means that the call is over: the bot is told so, and the output ends soon. Cancelling the output
 * breaks the conversation off without a word. What the flow cannot take in time is dropped and counted by
 * whoever feeds it.
 */
public interface SpeechToSpeech {

  /** A flow for one call on one line. */
  Flow<Input, Output, NotUsed> converse(Request request);

  /**
   * What a bot is told at the start.
   *
   * @param callId which call this is
   * @param language BCP 47 tag
   * @param variables what is known of the call by name, such as {@code callerId}
   */
  record Request(String callId, String language, Map<String, String> variables) {
    public Request {
      variables = Map.copyOf(variables);
    }
  }

  /** What a bot is told. */
  sealed interface Input {

    /** The caller without the bot's echo, {@code atMs} after the bot opened, at the line's rate. */
    record Audio(long atMs, AudioFrame frame) implements Input {}

    /** The caller pressed a key: {@code 0-9 * # A-D}. */
    record Key(char key) implements Input {}

    /** All that was said before this mark was heard, or dropped. */
    record MarkReached(String name) implements Input {}

    /**
     * The caller interrupted: what was not played is dropped, and its marks have been returned.
     *
     * @param playedMs how much was played since the bot last began to speak
     * @param lastMark the last mark that was heard in that, or empty
     */
    record Interrupted(int playedMs, String lastMark) implements Input {}
  }

  /** What a bot says. */
  sealed interface Output {

    /** The bot is there and hears from now on; the first element, unless it failed before. */
    record Opened() implements Output {}

    /** More of its sound, of any length and at the adapter's own rate. */
    record Audio(AudioFrame frame) implements Output {}

    /** It wants to know when all it said before was heard. */
    record Mark(String name) implements Output {}

    /** Whatever of it was not played is to be dropped. */
    record Clear() implements Output {}

    /** No more will come, and why. */
    record Failed(ProviderFailure failure) implements Output {}
  }
}
