package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.By;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Guardrails.Required;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder.Part;

class ReplyGuardTest {

  private static final String SAY = "I cannot speak of that.";
  private static final Required DISCLOSURE = new Required(
      "disclosure", Phrases.of(List.of("is recorded")), By.FIRST_TURN, "This call is recorded.");
  private static final Required FAREWELL =
      new Required("farewell", Phrases.of(List.of("our terms")), By.END_OF_CALL, "See our terms.");

  private final List<String> withheld = new ArrayList<>();
  private final List<String> added = new ArrayList<>();

  private static Forbidden words(boolean skips, String... phrases) {
    return new Forbidden("advice", Phrases.of(List.of(phrases)), Optional.empty(), SAY, skips);
  }

  private static Forbidden pattern(String pattern) {
    Pattern compiled = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    return new Forbidden("card", Phrases.NONE, Optional.of(compiled), SAY, true);
  }

  private ReplyGuard guard(List<Forbidden> forbidden, List<Required> required, String... heard) {
    return new ReplyGuard(
        new Guardrails(forbidden, required), List.of(heard), List::of, new ReplyGuard.News() {
          @Override
          public void withheld(String rule, String sentence) {
            withheld.add(rule + ": " + sentence);
          }

          @Override
          public void added(String rule) {
            added.add(rule);
          }

          @Override
          public void asked(String outcome) {
            throw new AssertionError(outcome);
          }
        });
  }

  private static List<String> said(ReplyGuard guard, boolean ends, String... sentences) {
    List<Part> parts = new ArrayList<>();
    for (String sentence : sentences) {
      parts.addAll(guard.on(new Part.Say(sentence)));
    }
    parts.addAll(guard.rest(ends));
    return words(parts);
  }

  private static List<String> words(List<Part> parts) {
    return parts.stream().map(part -> ((Part.Say) part).sentence()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "legal advice | That is legal advice. | true",
        "legal advice | LEGAL - advice! | true",
        "legal advice | legally, advice | false",
        "legal advice | Some legal, sound advice. | false",
        "don't worry | Don’t worry. | true",
        "保証 | これは保証です。 | true",
        "保証 | 証保 | false",
      })
  void wordsAreFoundWhateverTheirCaseAndPunctuation(String phrase, String said, boolean found) {
    List<String> heard = said(guard(List.of(words(false, phrase)), List.of()), false, said);
    assertThat(heard).containsExactly(found ? SAY : said);
    assertThat(withheld).hasSize(found ? 1 : 0);
  }

  @Test
  void theRestOfTheReplyIsNotSaidUnlessTheRuleSkips() {
    String[] reply = {"Well.", "Buy this stock.", "Anything else?"};
    assertThat(said(guard(List.of(words(false, "buy this")), List.of()), false, reply))
        .containsExactly("Well.", SAY);
    assertThat(said(guard(List.of(words(true, "buy this")), List.of()), false, reply))
        .containsExactly("Well.", SAY, "Anything else?");
    assertThat(withheld).containsExactly("advice: Buy this stock.", "advice: Buy this stock.");
  }

  @Test
  void whatStandsInPlaceIsSaidOnceInAReply() {
    assertThat(said(
            guard(List.of(words(true, "stock")), List.of()),
            false,
            "Stock.",
            "More stock.",
            "Bye."))
        .containsExactly(SAY, "Bye.");
    assertThat(withheld).hasSize(2);
  }

  @Test
  void aPhraseOverTwoSentencesIsHeardInNeither() {
    ReplyGuard guard = guard(List.of(words(true, "best price guaranteed")), List.of());
    assertThat(words(guard.on(new Part.Say("It is cheap.")))).containsExactly("It is cheap.");
    assertThat(guard.on(new Part.Say("The best."))).as("it may go on").isEmpty();
    assertThat(guard.on(new Part.Say("Price."))).isEmpty();
    assertThat(words(guard.on(new Part.Say("Guaranteed!")))).containsExactly(SAY);
    assertThat(words(guard.on(new Part.Say("Bye.")))).containsExactly("Bye.");
    assertThat(withheld)
        .containsExactly("advice: The best.", "advice: Price.", "advice: Guaranteed!");
  }

  @Test
  void whatWaitsIsSaidWhenItDoesNotGoOn() {
    ReplyGuard guard = guard(List.of(words(false, "best price")), List.of());
    assertThat(guard.on(new Part.Say("The best."))).isEmpty();
    assertThat(words(guard.on(new Part.Say("Day to you."))))
        .containsExactly("The best.", "Day to you.");
    assertThat(guard.on(new Part.Say("The best."))).isEmpty();
    Part tool = new Part.UseTool("end_call", Map.of());
    assertThat(guard.on(tool)).containsExactly(new Part.Say("The best."), tool);
    assertThat(guard.on(new Part.Say("The best."))).isEmpty();
    assertThat(words(guard.rest(false))).containsExactly("The best.");
    assertThat(withheld).isEmpty();
  }

  @Test
  void patternsAreFoundAcrossABorderToo() {
    assertThat(said(
            guard(List.of(pattern("\\d{4} ?\\d{4}")), List.of()),
            false,
            "It is 1234",
            "5678.",
            "Ok."))
        .as("the first half has been said")
        .containsExactly("It is 1234", SAY, "Ok.");
    assertThat(said(guard(List.of(pattern("iban")), List.of()), false, "Your IBAN is wrong."))
        .containsExactly(SAY);
  }

  @Test
  void nothingIsDoneBehindASentenceThatEndsTheReply() {
    ReplyGuard guard = guard(List.of(words(false, "stock")), List.of());
    guard.on(new Part.Say("Stock."));
    assertThat(guard.stopped()).isTrue();
    assertThat(guard.on(new Part.UseTool("end_call", Map.of()))).isEmpty();
    assertThat(guard.on(new Part.Say("Bye."))).isEmpty();
  }

  @Test
  void thoughtsThatAreTakenBackWereNoReply() {
    ReplyGuard guard = guard(List.of(words(false, "stock")), List.of());
    assertThat(words(guard.on(new Part.Say("Hm.")))).containsExactly("Hm.");
    assertThat(words(guard.on(new Part.Say("Stock?")))).containsExactly(SAY);
    assertThat(guard.on(new Part.Retract(2))).containsExactly(new Part.Retract(2));
    assertThat(guard.stopped()).isFalse();
    assertThat(words(guard.on(new Part.Say("Stock.")))).as("once more").containsExactly(SAY);
  }

  @Test
  void ofSentencesThatWereNotGivenNothingIsTakenBack() {
    ReplyGuard guard = guard(List.of(words(true, "best price")), List.of());
    assertThat(guard.on(new Part.Say("The best."))).isEmpty();
    assertThat(guard.on(new Part.Retract(1))).isEmpty();
    assertThat(words(guard.on(new Part.Say("Price.")))).containsExactly("Price.");
  }

  @Test
  void whatIsRequiredIsSaidBehindTheFirstReplyThatLacksIt() {
    assertThat(said(guard(List.of(), List.of(DISCLOSURE)), false, "Hello."))
        .containsExactly("Hello.", "This call is recorded.");
    assertThat(added).containsExactly("disclosure");
    assertThat(said(guard(List.of(), List.of(DISCLOSURE)), false, "Note: it is recorded!"))
        .containsExactly("Note: it is recorded!");
    assertThat(said(guard(List.of(), List.of(DISCLOSURE), "This call is recorded."), false, "Hi."))
        .as("heard before")
        .containsExactly("Hi.");
    assertThat(
            said(guard(List.of(), List.of(DISCLOSURE), "This call is", "recorded"), false, "Hi."))
        .as("not heard in one")
        .containsExactly("Hi.", "This call is recorded.");
  }

  @Test
  void whatIsRequiredAtTheEndIsSaidBeforeIt() {
    assertThat(said(guard(List.of(), List.of(FAREWELL)), false, "Hello."))
        .containsExactly("Hello.");
    assertThat(said(guard(List.of(), List.of(FAREWELL)), true, "Bye."))
        .containsExactly("Bye.", "See our terms.");
    for (String tool : List.of("end_call", "transfer_call", "handoff", "look_up")) {
      ReplyGuard guard = guard(List.of(), List.of(FAREWELL));
      guard.on(new Part.UseTool(tool, Map.of()));
      assertThat(words(guard.rest(false))).as(tool).hasSize(tool.endsWith("_call") ? 1 : 0);
    }
  }

  @Test
  void itIsAddedOnceAndNotToAReplyThatFailed() {
    ReplyGuard guard = guard(List.of(), List.of(DISCLOSURE));
    assertThat(guard.rest(false)).hasSize(1);
    assertThat(guard.rest(false)).isEmpty();
    ReplyGuard failing = guard(List.of(), List.of(DISCLOSURE));
    failing.on(
        new Part.Failed(new ProviderFailure(ProviderFailure.Kind.OVERLOADED, "fake", "too busy")));
    assertThat(failing.rest(false)).isEmpty();
  }

  /** Whatever is said in whatever pieces: no phrase is heard, and a reply without one stays as it is. */
  @Test
  void noPhraseIsEverHeard() {
    Random random = new Random(7);
    List<List<String>> phrases = List.of(List.of("a", "b", "c"), List.of("b", "a"), List.of("d"));
    for (int round = 0; round < 2000; round++) {
      Forbidden rule = new Forbidden("r", new Phrases(phrases), Optional.empty(), "no", true);
      List<String> sentences = new ArrayList<>();
      for (int count = random.nextInt(6); count >= 0; count--) {
        StringBuilder sentence = new StringBuilder();
        for (int word = random.nextInt(3); word >= 0; word--) {
          sentence.append((char) ('a' + random.nextInt(random.nextInt(4) + 1))).append(' ');
        }
        sentences.add(sentence.toString().strip() + ".");
      }
      List<String> heard =
          said(guard(List.of(rule), List.of()), false, sentences.toArray(String[]::new));
      List<String> all = Phrases.words(String.join(" ", heard));
      assertThat(phrases)
          .as("%s gave %s", sentences, heard)
          .allSatisfy(
              phrase -> assertThat(Collections.indexOfSubList(all, phrase)).isEqualTo(-1));
      if (!rule.phrases().in(Phrases.words(String.join(" ", sentences)))) {
        assertThat(heard).isEqualTo(sentences);
      }
    }
  }
}
