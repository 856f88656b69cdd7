package talkspurt.provider.voskmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import talkspurt.provider.transport.OutsideJson;

/** The words of one utterance, segment by segment. Not thread-safe. */
final class VoskWords {

  /** Stands for all words that are not among the phrases. */
  static final String UNKNOWN = "[unk]";

  private String settled = "";

  /** All words, with those that are likely to come of the segment that is being spoken. */
  String with(String partialJson) {
    return joined(settled, text(partialJson, "partial"));
  }

  /** A segment is over. */
  void settle(String segmentJson) {
    settled = joined(settled, text(segmentJson, "text"));
  }

  /** All words of the segments that are over. */
  String all() {
    return settled;
  }

  private static String joined(String before, String more) {
    return (before + " " + more).strip();
  }

  private static String text(String json, String field) {
    try {
      JsonNode text = OutsideJson.read(json).path(field);
      return text.asText("").replace(UNKNOWN, "").strip().replaceAll("\\s+", " ");
    } catch (JsonProcessingException unreadable) {
      return "";
    }
  }
}
