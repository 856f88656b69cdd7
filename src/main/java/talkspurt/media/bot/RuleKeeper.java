package talkspurt.media.bot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.provider.Briefing;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.agent.BriefingNote;
import talkspurt.provider.agent.OperatorNote;

/**
 * What follows on a sentence of a bot's that is withheld: what the bot is told, and what is said in its place. Not
 * thread-safe.
 */
final class RuleKeeper {

  /** How often in an answer to the caller a bot may go on behind what was withheld: it may say it again and again. */
  private static final int MAX_GOES_ON = 2;

  /**
   * @param told what the bot is told, in this order
   * @param say what is said in place of the rest of the reply, if not said already
   */
  record Outcome(List<Input> told, Optional<String> say) {}

  private final Set<String> said = new HashSet<>();
  private int goesOn;

  /** The bot answers another turn of the caller's. */
  void newTurn() {
    said.clear();
    goesOn = 0;
  }

  /**
   * A sentence is withheld.
   *
   * @param turn of the bot's
   * @param heardMs how much of the reply's sound is heard at most
   * @param words said by the rule, as they are said in this call
   */
  Outcome withheld(
      int turn,
      String reply,
      int heardMs,
      Forbidden rule,
      String sentence,
      String words,
      Wording wording) {
    boolean first = said.add(rule.name());
    boolean on = rule.skips() && goesOn < MAX_GOES_ON;
    goesOn += on ? 1 : 0;
    List<Input> told = new ArrayList<>();
    if (first) {
      told.add(new Input.Hint(OperatorNote.said("", words, wording), false));
    }
    Briefing.Withheld one = new Briefing.Withheld(turn, rule.name(), sentence);
    String note = BriefingNote.told(new Briefing("", Optional.empty(), List.of(one)), wording)
        .orElseThrow();
    told.add(0, new Input.Withheld(reply, heardMs, note, false));
    if (on) {
      told.set(0, new Input.Withheld(reply, heardMs, note, true));
    }
    return new Outcome(told, first ? Optional.of(words) : Optional.empty());
  }

  /** What a bot is told of a tool that was part of what is withheld. */
  static Input refused(String call, Wording wording) {
    return new Input.ToolReturned(
        call, wording.of(Text.TOOL_FAILED, wording.of(Text.TOOL_NOT_NOW)), "failed");
  }
}
