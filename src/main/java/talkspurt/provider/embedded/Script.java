package talkspurt.provider.embedded;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import talkspurt.collect.Collect;
import talkspurt.provider.Handoff;
import talkspurt.provider.Responder.Part;
import talkspurt.text.SpokenWords;

/**
 * What a scripted agent knows to say.
 *
 * @param topics what callers may ask for
 * @param notUnderstood said when nothing was understood, the next one each time in a row
 * @param onSilence said when the caller keeps silent, the next one each time; after the last, the
 *     call ends
 * @param onUnknownDigits said when keys were pressed that belong to no topic
 * @param onTransferFailed said when a transfer came to nothing
 * @param onCollected what is done when a caller was asked for a value, by its name
 */
record Script(
    List<Topic> topics,
    List<String> notUnderstood,
    List<String> onSilence,
    String onUnknownDigits,
    String onTransferFailed,
    Map<String, OnCollected> onCollected) {

  /** One whose callers are asked for no values. */
  Script(
      List<Topic> topics,
      List<String> notUnderstood,
      List<String> onSilence,
      String onUnknownDigits,
      String onTransferFailed) {
    this(topics, notUnderstood, onSilence, onUnknownDigits, onTransferFailed, Map.of());
  }

  Script {
    onCollected = Map.copyOf(onCollected);
    Set<String> values = onCollected.keySet();
    for (Topic topic : topics) {
      topic.then().collects().filter(name -> !values.contains(name)).ifPresent(name -> {
        throw new IllegalArgumentException("topic " + topic.name() + " collects " + name
            + ", and on-collected does not say what is done then; allowed: on-collected." + name);
      });
    }
    topics = List.copyOf(topics);
    notEmpty("topics", topics);
    once("name", topics.stream().map(Topic::name));
    once("digits", topics.stream().map(Topic::digits).filter(digits -> !digits.isEmpty()));
    once("phrases", topics.stream().flatMap(topic -> topic.phrases().stream().distinct()));
    notEmpty("not-understood", notUnderstood);
    notEmpty("on-silence", onSilence);
  }

  /**
   * Something callers may ask for.
   *
   * @param phrases how they ask, in lower case
   * @param digits which keys ask for it; empty for none
   * @param say the answer
   * @param then what follows the answer
   */
  record Topic(String name, List<String> phrases, String digits, String say, Then then) {

    Topic {
      phrases = phrases.stream()
          .map(phrase -> String.join(" ", SpokenWords.written(phrase)))
          .toList();
      if (phrases.isEmpty() && digits.isEmpty()) {
        throw new IllegalArgumentException(
            "topic " + name + " has neither phrases nor digits; allowed: one of them or both");
      }
      if (!digits.matches("[0-9*#A-D]*")) {
        throw new IllegalArgumentException(
            "topic " + name + " has the digits " + digits + "; allowed: 0-9 * # A-D");
      }
    }
  }

  /**
   * What is done when a caller was asked for a value.
   *
   * @param say said once the value is there, and its tool has run
   * @param failed said when it is not, or its tool has failed
   * @param then what follows what is said of a value
   */
  record OnCollected(String say, String failed, Then then) {}

  /** What follows an answer: nothing (listen), or a tool. */
  record Then(Optional<Part.UseTool> tool) {

    private static final String TRANSFER = "transfer ";
    private static final String HANDOFF = "handoff ";
    private static final String COLLECT = "collect ";
    private static final String NAME = "name";

    /** Which value the caller is asked for. */
    Optional<String> collects() {
      return tool.filter(use -> use.name().equals(Collect.TOOL))
          .map(use -> use.arguments().get(NAME));
    }

    /**
     * From {@code listen}, {@code hang-up}, {@code collect NAME}, {@code transfer CONTEXT,EXTEN,PRIORITY} or
     * {@code handoff AGENT}.
     */
    static Then of(String text) {
      return of(text, Map.of());
    }

    /**
     * The same.
     *
     * @param outcome how the call came out, where it ends or the caller is sent on
     */
    static Then of(String text, Map<String, String> outcome) {
      if (text.equals("listen") && !outcome.isEmpty()) {
        throw new IllegalArgumentException(
            "outcome is there, but then is listen; allowed: outcome with hang-up or transfer");
      }
      if (text.equals("listen")) {
        return new Then(Optional.empty());
      }
      if (text.equals("hang-up")) {
        return new Then(Optional.of(new Part.UseTool("end_call", outcome)));
      }
      if (text.matches(COLLECT + "[A-Za-z0-9_-]+")) {
        Map<String, String> value = Map.of(NAME, text.substring(COLLECT.length()));
        return new Then(Optional.of(new Part.UseTool(Collect.TOOL, value)));
      }
      if (text.matches(TRANSFER + "[^, ]+,[^, ]+,[^, ]+")) {
        String to = text.substring(TRANSFER.length());
        Map<String, String> arguments = new HashMap<>(outcome);
        arguments.put("destination", to);
        return new Then(Optional.of(new Part.UseTool("transfer_call", arguments)));
      }
      if (text.matches(HANDOFF + "[^ ]+")) {
        return new Then(Optional.of(Handoff.to(text.substring(HANDOFF.length()))));
      }
      throw new IllegalArgumentException(
          "then is '" + text
              + "'; allowed: listen, hang-up, collect NAME, transfer CONTEXT,EXTEN,PRIORITY, handoff AGENT");
    }
  }

  /** The topic whose phrase is the longest among those in the words; of two, the first. */
  Optional<Topic> asked(String words) {
    String said = compared(words);
    return topics.stream()
        .filter(topic -> longest(topic, said) > 0)
        .reduce((one, next) -> longest(next, said) > longest(one, said) ? next : one);
  }

  /** The topic of these keys. */
  Optional<Topic> pressed(String digits) {
    return topics.stream()
        .filter(topic -> !digits.isEmpty() && topic.digits().equals(digits))
        .findFirst();
  }

  private static int longest(Topic topic, String said) {
    return topic.phrases().stream()
        .filter(phrase -> said.contains(compared(phrase)))
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  /** In languages without blanks between words, each character is a word. */
  private static String compared(String text) {
    return " " + String.join(" ", SpokenWords.compared(text)) + " ";
  }

  private static void once(String key, Stream<String> values) {
    Set<String> seen = new HashSet<>();
    values.filter(value -> !seen.add(value)).findFirst().ifPresent(value -> {
      throw new IllegalArgumentException(key + " '" + value + "' is in two topics; allowed: one");
    });
  }

  private static void notEmpty(String key, List<?> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException(key + " is empty; allowed: one entry or more");
    }
  }
}
