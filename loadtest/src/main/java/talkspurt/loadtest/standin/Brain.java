package talkspurt.loadtest.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the agents behind the stand-ins answer: the first rule whose words occur in what was asked. */
public final class Brain {

  /** A tool that is wanted. */
  public record Wish(String tool, Map<String, Object> arguments) {}

  /** What is said, and the tool that is wanted after it. */
  public record Answer(String say, Optional<Wish> wish) {}

  private record Rule(String asked, String told, Answer answer) {}

  private static final Answer LOST =
      new Answer("I was not told what to say to that.", Optional.empty());

  private final List<Rule> rules = new ArrayList<>();

  /** Asked for this, it says that. */
  public Brain says(String asked, String words) {
    return told(asked, "", words);
  }

  /** Asked for this, and told that by the tool it used, it says so. */
  public Brain told(String asked, String told, String words) {
    rules.add(new Rule(asked, told, new Answer(words, Optional.empty())));
    return this;
  }

  /** Asked for this, it says that and uses a tool. */
  public Brain uses(String asked, String words, String tool, Map<String, Object> arguments) {
    return uses(asked, "", words, tool, arguments);
  }

  /** Asked for this, and told that by the tool it used, it says so and uses another. */
  public Brain uses(
      String asked, String told, String words, String tool, Map<String, Object> arguments) {
    rules.add(new Rule(asked, told, new Answer(words, Optional.of(new Wish(tool, arguments)))));
    return this;
  }

  /**
   * The answer.
   *
   * @param asked what the caller said or did
   * @param told what a tool told that was used for it; empty where none was
   */
  Answer answer(String asked, Optional<String> told) {
    return rules.stream()
        .filter(rule -> asked.contains(rule.asked))
        .filter(rule -> told.isEmpty() == rule.told.isEmpty())
        .filter(rule -> told.orElse("").contains(rule.told))
        .map(Rule::answer)
        .findFirst()
        .orElse(LOST);
  }
}
