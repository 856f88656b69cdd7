package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.language.LanguagePack;
import talkspurt.media.bot.TranscriptGuard.Hit;
import talkspurt.media.bot.TranscriptGuard.Question;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Phrases;

class TranscriptGuardTest {

  private static final Guardrails RULES = new Guardrails(
      List.of(
          new Forbidden(
              "words",
              Phrases.of(List.of("we guarantee", "lawyer")),
              Optional.empty(),
              "No.",
              false),
          new Forbidden(
              "digits", Phrases.NONE, Optional.of(Pattern.compile("\\d{4} \\d{4}")), "No.", false)),
      List.of());

  private static TranscriptGuard guard() {
    return new TranscriptGuard(RULES, LanguagePack.shipped("en").sentences());
  }

  /** Deltas are separated by /; the last is followed by the end of the item. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello there. /How are you? | none | ''",
        "Hello there. /We guarantee it. | 12 | We guarantee it.",
        "Hello there. We gua/rantee it. | 12 | We guarantee it.",
        "Hello there. We/ guarantee/d it once. | none | ''",
        "Ask a lawyer/ish friend. | none | ''",
        "Ask a lawyer | 0 | Ask a lawyer",
        "So do we. /Guarantee it. | 0 | So do we. Guarantee it.",
        "So do we. /Never mind. | none | ''",
        "It is 1234/ 5678. | 0 | It is 1234 5678.",
        "It is 1234. /5678 follows. | none | ''",
      })
  void findsWhatIsForbiddenWhereItsSentenceBegins(String deltas, String from, String sentence) {
    TranscriptGuard guard = guard();
    Optional<Hit> hit = Optional.empty();
    for (String delta : deltas.split("/")) {
      hit = hit.isPresent() ? hit : guard.add(delta);
    }
    hit = hit.or(guard::complete);
    assertThat(hit.map(Hit::from).map(String::valueOf).orElse("none")).isEqualTo(from);
    if (hit.isPresent()) {
      assertThat(sentence).startsWith(hit.get().sentence());
    }
    assertThat(guard.passed().equals(guard.text())).isEqualTo(hit.isEmpty());
  }

  @Test
  void aWordIsFoundBeforeItsSentenceIsWhole() {
    TranscriptGuard guard = guard();
    assertThat(guard.add("Well then, friend. And now we guarantee")).isEmpty();
    assertThat(guard.add(" ").map(Hit::sentence)).contains("And now we guarantee");
  }

  @Test
  void aSentenceOfWhichAModelIsAskedMayBeHeardOnceThatHasAnswered() {
    Forbidden prices = SpeechGuardTest.asks("prices");
    TranscriptGuard guard = new TranscriptGuard(
        new Guardrails(
            List.of(prices, RULES.forbidden().get(0)),
            List.of(),
            Optional.of((sentence, before, asked, meter) -> new CompletableFuture<>())),
        LanguagePack.shipped("en").sentences());
    assertThat(guard.add("One. Two. Thr")).isEmpty();
    assertThat(guard.passed()).isEmpty();
    assertThat(guard.question()).contains(new Question(0, "One.", ""));
    assertThat(guard.answered(Optional.empty())).isEmpty();
    assertThat(guard.passed().strip()).isEqualTo("One.");
    assertThat(guard.question()).contains(new Question(5, "Two.", "One."));
    assertThat(guard.add("ee. A lawyer ").map(Hit::from)).contains(16);
    assertThat(guard.answered(Optional.of(prices))).contains(new Hit(prices, 5, "Two."));
    assertThat(guard.question()).isEmpty();
  }

  @Test
  void aSentenceMayBeHeardOnceItIsWholeAndHoldsNothing() {
    TranscriptGuard guard = guard();
    guard.add("Hello you. So do");
    assertThat(guard.passed()).isEqualTo("Hello you.");
    guard.add(" we. ");
    guard.add("N");
    assertThat(guard.passed()).isEqualTo("Hello you.");
    guard.add("ever mind. Or do");
    assertThat(guard.passed()).isEqualTo("Hello you. So do we. Never mind.");
    assertThat(guard.complete()).isEmpty();
    assertThat(guard.complete()).isEmpty();
    assertThat(guard.passed()).isEqualTo(guard.text());
  }
}
