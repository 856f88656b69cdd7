package talkspurt.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * One recorded situation of a manifest.
 *
 * @param id its name, fit to name a file as well
 * @param far what the bot sent
 * @param mic what the line brought at the same instants
 */
record Situation(String id, Path far, Path mic) {

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
        folder.resolve(text(manifest, where, entry, "mic")));
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
