package talkspurt.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.text.OutsideText;

/**
 * What may be told of how a call came out: {@code summary} (2,000 characters at most), {@code disposition} (64),
 * {@code reason} (500) and {@code fields} (8,000, as JSON). Each may be left out. Thread-safe.
 */
public final class OutcomeForm {

  /** Any disposition, and no fields. */
  public static final OutcomeForm PLAIN = new OutcomeForm(List.of(), Optional.empty(), true);

  /** How long a disposition may be. */
  public static final int LONGEST_DISPOSITION = 64;

  private static final String SUMMARY = "summary";
  private static final String DISPOSITION = "disposition";
  private static final String REASON = "reason";
  private static final String FIELDS = "fields";
  private static final int LONGEST_SUMMARY = 2000;
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_FIELDS = 8000;
  private static final int LONGEST_SHOWN = 80;
  private static final int MOST_DISPOSITIONS = 100;
  private static final String ALLOWED_DISPOSITION =
      "[\\p{L}\\p{N}](?:[\\p{L}\\p{N} _.-]*[\\p{L}\\p{N}])?";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> dispositions;
  private final Optional<String> text;
  private final Optional<Schema> schema;
  private final boolean told;

  private OutcomeForm(List<String> dispositions, Optional<String> text, boolean told) {
    this.dispositions = List.copyOf(dispositions);
    this.text = text;
    this.schema = text.map(json -> Schema.of("schema", "is", json));
    this.told = told;
  }

  /**
   * A form.
   *
   * @param dispositions the allowed ones; where there are none any is
   * @param schema of the fields, a JSON Schema of 2020-12 of an object; without it there are no fields
   * @param told whether agents are asked to tell it in the call
   * @throws IllegalArgumentException in one line that begins with the key
   */
  public static OutcomeForm of(List<String> dispositions, Optional<String> schema, boolean told) {
    if (dispositions.size() > MOST_DISPOSITIONS) {
      throw new IllegalArgumentException(
          "dispositions are " + dispositions.size() + "; allowed: " + MOST_DISPOSITIONS);
    }
    if (new HashSet<>(dispositions).size() < dispositions.size()) {
      throw new IllegalArgumentException(
          "dispositions are " + dispositions + "; allowed: each once");
    }
    for (String one : dispositions) {
      if (one.length() > LONGEST_DISPOSITION || !one.matches(ALLOWED_DISPOSITION)) {
        throw new IllegalArgumentException("dispositions has '" + one + "'; allowed: up to "
            + LONGEST_DISPOSITION + " letters, digits, blanks, _ . -");
      }
    }
    return new OutcomeForm(dispositions, schema, told);
  }

  /** The allowed dispositions; empty: any. */
  public List<String> dispositions() {
    return dispositions;
  }

  /** The schema of the fields as it was given, where there are fields. */
  public Optional<String> schema() {
    return text;
  }

  /** Adds what may be told to the properties of a tool's schema. */
  void describe(ObjectNode properties, boolean all, Wording words) {
    if (!told) {
      return;
    }
    properties
        .putObject(SUMMARY)
        .put("type", "string")
        .put("description", words.of(Text.OUTCOME_SUMMARY));
    properties
        .putObject(REASON)
        .put("type", "string")
        .put("description", words.of(Text.OUTCOME_REASON));
    if (all) {
      properties.set(DISPOSITION, dispositionSchema(words));
      text.ifPresent(json -> properties.set(FIELDS, tree(json)));
    }
  }

  /** The schema of {@code disposition}, told in these words. */
  public ObjectNode dispositionSchema(Wording words) {
    ObjectNode schema = JSON.createObjectNode()
        .put("type", "string")
        .put("description", words.of(Text.OUTCOME_DISPOSITION));
    if (!dispositions.isEmpty()) {
      dispositions.forEach(schema.putArray("enum")::add);
    }
    return schema;
  }

  /** What is wrong with these, by name and value; other names are of no matter. */
  public Optional<String> objection(JsonNode given) {
    return tooLong(given, SUMMARY, LONGEST_SUMMARY)
        .or(() -> tooLong(given, REASON, LONGEST_REASON))
        .or(() -> disposition(given.path(DISPOSITION)))
        .or(() -> fields(given.path(FIELDS)));
  }

  private static Optional<String> tooLong(JsonNode given, String name, int most) {
    JsonNode value = given.path(name);
    if (absent(value)) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      return Optional.of(name + " is " + shown(value) + "; allowed: \"…\"");
    }
    int length = value.asText().length();
    return length > most
        ? Optional.of(name + " has " + length + " characters; allowed: " + most)
        : Optional.empty();
  }

  private Optional<String> disposition(JsonNode value) {
    if (absent(value)) {
      return Optional.empty();
    }
    String allowed = dispositions.isEmpty()
        ? "1–" + LONGEST_DISPOSITION + " × a…z, A…Z, 0…9, _ . -"
        : String.join(", ", dispositions);
    String given = value.asText();
    boolean fits = value.isTextual()
        && (dispositions.isEmpty()
            ? given.length() <= LONGEST_DISPOSITION && given.matches(ALLOWED_DISPOSITION)
            : dispositions.contains(given));
    return fits
        ? Optional.empty()
        : Optional.of(DISPOSITION + " is " + shown(value) + "; allowed: " + allowed);
  }

  private Optional<String> fields(JsonNode given) {
    if (absent(given) || given.isObject() && given.isEmpty() && schema.isEmpty()) {
      return Optional.empty();
    }
    JsonNode value = object(given);
    if (schema.isEmpty()) {
      return Optional.of(FIELDS + " is " + shown(given) + "; allowed: null");
    }
    if (!value.isObject()) {
      return Optional.of(FIELDS + " is " + shown(given) + "; allowed: {…}");
    }
    int length = value.toString().length();
    return length > LONGEST_FIELDS
        ? Optional.of(FIELDS + " has " + length + " characters; allowed: " + LONGEST_FIELDS)
        : schema.get().objection(value).map(wrong -> FIELDS + ": " + wrong);
  }

  /** What of these is kept, by name; to be asked of what has no objections. */
  public Map<String, String> kept(JsonNode given) {
    Map<String, String> kept = new TreeMap<>();
    for (String name : List.of(SUMMARY, DISPOSITION, REASON)) {
      if (!absent(given.path(name))) {
        kept.put(name, OutsideText.repaired(given.path(name).asText().strip()));
      }
    }
    JsonNode fields = object(given.path(FIELDS));
    if (!absent(fields) && !fields.isEmpty()) {
      kept.put(FIELDS, OutsideText.repaired(fields.toString()));
    }
    return kept;
  }

  /** Some models write an object as a text. */
  private static JsonNode object(JsonNode given) {
    return given.isTextual() && given.asText().strip().startsWith("{")
        ? Optional.ofNullable(tree(given.asText())).orElse(given)
        : given;
  }

  /** Many models write null, or an empty text, for what they do not give. */
  private static boolean absent(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || value.isTextual() && value.asText().isBlank();
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return OutsideText.shortened(text, LONGEST_SHOWN);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException | StackOverflowError unreadable) {
      return null;
    }
  }
}
