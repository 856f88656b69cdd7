package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.provider.Briefing;

class OperatorNoteTest {

  private static final Wording ENGLISH = LanguagePack.shipped("en").wording();
  private static final Wording GERMAN = LanguagePack.shipped("de").wording();

  @Test
  void saysWhoseWordsTheyAre() {
    assertThat(OperatorNote.hint("desk", "VIP", ENGLISH))
        .startsWith("[Note of the operator \"desk\", which the caller does not hear.")
        .endsWith(" VIP");
    assertThat(OperatorNote.hint("", "VIP", ENGLISH)).startsWith("[Note of the operator, which");
    assertThat(OperatorNote.said("desk", "One moment.", ENGLISH))
        .contains("said to the caller in your voice, for the operator \"desk\"")
        .endsWith(" One moment.");
    assertThat(OperatorNote.saidNext("", ENGLISH))
        .contains("the operator had them said in your voice");
  }

  @Test
  void saysItInTheLanguageOfTheCall() {
    assertThat(OperatorNote.hint("Empfang", "VIP {x}", GERMAN))
        .startsWith("[Notiz (Leitstelle „Empfang“), die der Anrufer nicht hört.")
        .endsWith(" VIP {x}");
    assertThat(OperatorNote.said("", "Moment.", GERMAN)).contains("(Leitstelle)");
    assertThat(OperatorNote.saidNext("", GERMAN)).contains("(Leitstelle)");
  }

  @Test
  void whatOthersDidIsToldInTheLanguageOfTheCall() {
    Briefing briefing = new Briefing(
        "b",
        Optional.of(new Briefing.TakenOver("a", "Sagt \"nein\"")),
        List.of(new Briefing.Withheld(3, "preise", "Es kostet 5 €.")));
    assertThat(BriefingNote.told(briefing, GERMAN).orElseThrow())
        .contains("von deinem Kollegen „a“ übernommen")
        .contains("\n\"Sagt 'nein'\"")
        .endsWith("\n- Regel „preise“, Antwort 3: „Es kostet 5 €.“");
    assertThat(BriefingNote.told(
            new Briefing("b", Optional.of(new Briefing.TakenOver("", "")), List.of()), ENGLISH))
        .contains("You have taken over this call from a colleague."
            + " What the assistant said before that was said by colleagues.");
  }
}
