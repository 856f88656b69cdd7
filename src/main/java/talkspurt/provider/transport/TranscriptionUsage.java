package talkspurt.provider.transport;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;

/**
 * What a transcription took, as OpenAI and servers that are compatible to it tell: the length of its sound, or tokens.
 *
 * @param soundMs how much sound is paid, in ms; empty where that is not told
 * @param tokens the tokens that are paid; none where they are not told
 */
public record TranscriptionUsage(OptionalLong soundMs, Usage tokens) {

  /** Nothing is told. */
  public static final TranscriptionUsage NONE =
      new TranscriptionUsage(OptionalLong.empty(), Usage.NONE);

  /** Reads the {@code usage} of an answer; negative figures are passed over. */
  public static TranscriptionUsage of(JsonNode usage) {
    JsonNode seconds = usage.path("seconds");
    if (seconds.isNumber() && seconds.doubleValue() >= 0) {
      long ms = Math.round(Math.min(seconds.doubleValue() * 1000, Usage.MOST));
      return new TranscriptionUsage(OptionalLong.of(ms), Usage.NONE);
    }
    long audio = count(usage.path("input_token_details"), "audio_tokens");
    long read = Math.max(0, count(usage, "input_tokens") - audio);
    Usage tokens = Usage.of(Unit.AUDIO_INPUT_TOKENS, audio)
        .and(Unit.INPUT_TOKENS, read)
        .and(Unit.OUTPUT_TOKENS, count(usage, "output_tokens"));
    return new TranscriptionUsage(OptionalLong.empty(), tokens);
  }

  private static long count(JsonNode tree, String field) {
    return Math.min(Math.max(0, tree.path(field).asLong()), Usage.MOST);
  }
}
