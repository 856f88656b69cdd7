package talkspurt.call;

import java.util.List;
import java.util.Optional;
import talkspurt.text.OutsideText;

/**
 * What is to be other than in the profile of a bot that holds a session; what is empty stays.
 *
 * @param instructions what the bot is to do
 * @param voice whose voice it has; can be chosen until the call is answered
 * @param tools names of those of the profile's tools that it may use
 * @param turnDetection who finds out whose turn it is
 */
public record SessionChange(
    Optional<String> instructions,
    Optional<String> voice,
    Optional<List<String>> tools,
    Optional<String> turnDetection) {

  /** Everything stays. */
  public static final SessionChange NONE =
      new SessionChange(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public SessionChange {
    instructions = instructions.map(OutsideText::repaired);
    voice = voice.map(OutsideText::repaired);
    tools = tools.map(Repaired::list);
    turnDetection = turnDetection.map(OutsideText::repaired);
  }

  /** This, and then another. */
  public SessionChange then(SessionChange later) {
    return new SessionChange(
        later.instructions.or(() -> instructions),
        later.voice.or(() -> voice),
        later.tools.or(() -> tools),
        later.turnDetection.or(() -> turnDetection));
  }

  /** Instructions may hold personal data: prints their length alone. */
  @Override
  public String toString() {
    return "SessionChange[instructions of " + instructions.map(String::length).orElse(0)
        + " characters, voice=" + voice + ", tools=" + tools + ", turnDetection=" + turnDetection
        + "]";
  }
}
