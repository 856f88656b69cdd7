package talkspurt.provider.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.provider.Briefing;
import talkspurt.provider.Handoff;
import talkspurt.text.VisibleLine;

/** How a model is told what others have done in the call. */
public final class BriefingNote {

  private static final int LONGEST_SENTENCE = 400;

  private BriefingNote() {}

  /** The note, if there is something to tell. A summary holds words of callers: it is told as data. */
  public static Optional<String> told(Briefing briefing, Wording wording) {
    List<String> notes = new ArrayList<>();
    briefing.takenOver().ifPresent(over -> notes.add(takenOver(over, wording)));
    if (!briefing.withheld().isEmpty()) {
      notes.add(withheld(briefing, wording));
    }
    return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", notes));
  }

  private static String withheld(Briefing briefing, Wording wording) {
    StringBuilder note = new StringBuilder(wording.of(Text.WITHHELD));
    briefing
        .withheld()
        .forEach(one -> note.append("\n- ")
            .append(wording.of(
                Text.WITHHELD_SENTENCE,
                one.rule(),
                one.turn(),
                quoted(one.words(), LONGEST_SENTENCE))));
    return note.toString();
  }

  private static String quoted(String words, int longest) {
    return VisibleLine.of(words, longest).replace('"', '\'');
  }

  private static String takenOver(Briefing.TakenOver over, Wording wording) {
    String note = over.from().isEmpty()
        ? wording.of(Text.TAKEN_OVER)
        : wording.of(Text.TAKEN_OVER_FROM, over.from());
    return over.summary().isBlank()
        ? note
        : note + " " + wording.of(Text.TAKEN_OVER_NOTE) + "\n\""
            + quoted(over.summary(), Handoff.LONGEST_SUMMARY) + "\"";
  }
}
