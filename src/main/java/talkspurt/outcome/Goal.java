package talkspurt.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import talkspurt.call.EndReason;
import talkspurt.provider.OutcomeForm;
import talkspurt.provider.Schema;

/**
 * Something that calls of a profile are to reach, by a rule over their outcome: conditions with {@code and}
 * between. A condition is {@code disposition = VALUE}, {@code end-reason = VALUE}, {@code fields.NAME = VALUE},
 * each also with {@code !=}, or {@code solved-without-a-person}. What is not known fulfils neither {@code =} nor
 * {@code !=}. Pure.
 */
public final class Goal {

  /** What a rule is asked of. */
  public record Outcome(String disposition, EndReason end, JsonNode fields) {}

  private static final String SOLVED = "solved-without-a-person";
  private static final String ALLOWED =
      "allowed: disposition, end-reason or fields.NAME, then = or != and a value, or " + SOLVED
          + "; several with and between";
  private static final Pattern CONDITION =
      Pattern.compile("\\s*(disposition|end-reason|fields\\.([^\\s=!]+))\\s*(!?=)\\s*(.+?)\\s*");
  private static final Pattern BETWEEN =
      Pattern.compile("\\s+and\\s+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final List<Predicate<Outcome>> conditions;

  private Goal(String name, List<Predicate<Outcome>> conditions) {
    this.name = name;
    this.conditions = List.copyOf(conditions);
  }

  /**
   * A goal by its rule.
   *
   * @param form what outcomes of the profile are like
   * @throws IllegalArgumentException in one line that begins with {@code goals.NAME}, where the rule cannot be
   *     read, or can never hold
   */
  public static Goal of(String name, String rule, OutcomeForm form) {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "goals has '" + name + "'; allowed: up to 64 letters, digits, _ and -");
    }
    List<Predicate<Outcome>> conditions = new ArrayList<>();
    for (String one : BETWEEN.split(rule.strip())) {
      conditions.add(new Rule(name, rule, form).condition(one));
    }
    return new Goal(name, conditions);
  }

  public String name() {
    return name;
  }

  /** Whether a call that came out so has reached it. */
  public boolean reached(Outcome outcome) {
    return conditions.stream().allMatch(condition -> condition.test(outcome));
  }

  private record Rule(String name, String rule, OutcomeForm form) {

    Predicate<Outcome> condition(String text) {
      if (text.strip().equals(SOLVED)) {
        return outcome -> solved(outcome.end());
      }
      Matcher parts = CONDITION.matcher(text);
      if (!parts.matches()) {
        throw wrong(ALLOWED);
      }
      boolean not = parts.group(3).equals("!=");
      String value = unquoted(parts.group(4));
      if (parts.group(2) != null) {
        return field(parts.group(2), value, parts.group(4).startsWith("\""), not);
      }
      return parts.group(1).equals("disposition") ? disposition(value, not) : end(value, not);
    }

    private Predicate<Outcome> disposition(String value, boolean not) {
      List<String> known = form.dispositions();
      if (!known.isEmpty() && !known.contains(value)) {
        throw wrong("'" + value + "' is not one of the dispositions; allowed: " + known);
      }
      return outcome ->
          !outcome.disposition().isEmpty() && outcome.disposition().equals(value) != not;
    }

    private Predicate<Outcome> end(String value, boolean not) {
      EndReason reason = Arrays.stream(EndReason.values())
          .filter(one -> one.label().equals(value))
          .findFirst()
          .orElseThrow(() -> wrong("'" + value + "' is no end of a call; allowed: "
              + Arrays.stream(EndReason.values())
                  .map(EndReason::label)
                  .collect(Collectors.joining(", "))));
      return outcome -> (outcome.end() == reason) != not;
    }

    private Predicate<Outcome> field(String field, String text, boolean quoted, boolean not) {
      List<JsonNode> values = fitting(field, text, quoted);
      return outcome -> {
        JsonNode known = outcome.fields().path(field);
        return !known.isMissingNode()
            && !known.isNull()
            && values.stream().anyMatch(value -> same(value, known)) != not;
      };
    }

    /** What the text may mean in this field. */
    private List<JsonNode> fitting(String field, String text, boolean quoted) {
      ObjectNode whole = (ObjectNode) tree(form.schema()
          .orElseThrow(
              () -> wrong("there is no field " + field + " without a schema; " + ALLOWED)));
      if (!whole.path("properties").has(field)) {
        List<String> known = new ArrayList<>();
        whole.path("properties").fieldNames().forEachRemaining(known::add);
        throw wrong("there is no field " + field + "; allowed: " + known);
      }
      ObjectNode alone = JSON.createObjectNode().put("type", "object");
      for (String definitions : List.of("$defs", "definitions")) {
        Optional.ofNullable(whole.get(definitions)).ifPresent(all -> alone.set(definitions, all));
      }
      alone.putObject("properties").set(field, whole.path("properties").get(field));
      Schema schema = Schema.of("schema", "is", alone.toString());
      List<JsonNode> meant = new ArrayList<>(List.of(TextNode.valueOf(text)));
      if (!quoted && text.matches("true|false|-?[0-9]+(\\.[0-9]+)?")) {
        meant.add(tree(text));
      }
      List<String> against = new ArrayList<>();
      List<JsonNode> fitting = meant.stream()
          .filter(value -> schema
              .objection(JSON.createObjectNode().set(field, value))
              .map(against::add)
              .isEmpty())
          .toList();
      if (fitting.isEmpty()) {
        throw wrong(
            "the field " + field + " is never '" + text + "': " + against.get(against.size() - 1));
      }
      return fitting;
    }

    private IllegalArgumentException wrong(String why) {
      return new IllegalArgumentException("goals." + name + " is '" + rule + "': " + why);
    }
  }

  /** Without having been sent on, or failed. */
  private static boolean solved(EndReason end) {
    return switch (end) {
      case COMPLETED, CALLER_HUNG_UP, BOT_HUNG_UP -> true;
      case TRANSFERRED,
          TRANSFER_UNCONFIRMED,
          NO_AUDIO,
          LINE_LOST,
          HUNG_UP_BY_REQUEST,
          BOT_FAILED,
          VOICE_FAILED,
          SENT_TO_PEOPLE,
          BUSY,
          LONGEST_REACHED,
          BUDGET_REACHED -> false;
    };
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(other);
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
