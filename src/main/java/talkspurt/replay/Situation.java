package talkspurt.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One recorded situation of a manifest.
 *
 * @param id its name, fit to name a file as well
 * @param far what the bot sent
 * @param mic what the line brought at the same instants
 * @param prompts when the bot has the floor
 * @param words what a recogniser would make of the caller: yes, something else, or nothing
 */
record Situation(String id, Path far, Path mic, List<Span> prompts, String words) {

  private static final Pattern ID = Pattern.compile("\\w[\\w.-]*");

  /** From the entry at a place, counted from 0, of a manifest. */
  static Situation of(Path manifest, int place, JsonNode entry) throws InputFailure {
    String where = "case " + (place + 1);
    String id = text(manifest, where, entry, "id");
    if (!ID.matcher(id).matches()) {
      throw new InputFailure(manifest, where + ": \"id\" may hold letters, digits, . _ - only");
    }
    where += " (" + id + ")";
    Path folder = manifest.toAbsolutePath().getParent();
    return new Situation(
        id,
        folder.resolve(text(manifest, where, entry, "far")),
        folder.resolve(text(manifest, where, entry, "mic")),
        prompts(entry),
        words(entry.path("nearend").path(0).path("label").asText()));
  }

  private static List<Span> prompts(JsonNode entry) {
    double rateHz = entry.path("fs").asDouble();
    List<Span> prompts = new ArrayList<>();
    entry
        .path("prompts")
        .forEach(prompt -> prompts.add(
            new Span(prompt.path(0).asDouble() / rateHz, prompt.path(1).asDouble() / rateHz)));
    return prompts;
  }

  private static String words(String label) {
    return switch (label) {
      case "backchannel" -> "yes";
      case "speech" -> "something else";
      default -> "";
    };
  }

  private static String text(Path manifest, String where, JsonNode entry, String key)
      throws InputFailure {
    JsonNode value = entry.path(key);
    if (!value.isTextual()) {
      throw new InputFailure(manifest, where + " has no \"" + key + "\"");
    }
    return value.textValue();
  }
}
