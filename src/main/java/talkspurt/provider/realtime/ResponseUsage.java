package talkspurt.provider.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;

/** Reads what a response took, as its server tells it: in all, and in parts where it has them. */
final class ResponseUsage {

  private static final String TEXT = "text_tokens";
  private static final String AUDIO = "audio_tokens";

  private ResponseUsage() {}

  /** Cached tokens are among those that were read; what is not told to be sound counts as text. */
  static Usage of(JsonNode usage) {
    JsonNode read = usage.path("input_token_details");
    JsonNode cached = read.path("cached_tokens_details");
    long audio = count(read, AUDIO);
    long text = Math.max(count(read, TEXT), count(usage, "input_tokens") - audio);
    long cachedAudio = Math.min(audio, count(cached, AUDIO));
    long cachedText =
        Math.min(text, Math.max(count(cached, TEXT), count(read, "cached_tokens") - cachedAudio));
    JsonNode written = usage.path("output_token_details");
    long spoken = count(written, AUDIO);
    return Usage.of(Unit.INPUT_TOKENS, text - cachedText)
        .and(Unit.CACHED_INPUT_TOKENS, cachedText)
        .and(Unit.AUDIO_INPUT_TOKENS, audio - cachedAudio)
        .and(Unit.CACHED_AUDIO_INPUT_TOKENS, cachedAudio)
        .and(
            Unit.OUTPUT_TOKENS,
            Math.max(count(written, TEXT), count(usage, "output_tokens") - spoken))
        .and(Unit.AUDIO_OUTPUT_TOKENS, spoken);
  }

  private static long count(JsonNode tree, String field) {
    return Math.min(Math.max(0, tree.path(field).asLong()), Usage.MOST);
  }
}
