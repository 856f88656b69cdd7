package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.language.LanguagePack;
import talkspurt.media.profile.BotGuardrails;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.SpeechToSpeech.Output;

class SpeechGuardTest {

  private static final Forbidden RULE =
      new Forbidden("never", Phrases.of(List.of("never")), Optional.empty(), "No.", false);

  /** 40 letters: at the usual pace 2400 ms, and 1680 ms at least. */
  private static final String FINE = "This is a sentence of forty letters now.";

  private static final Forbidden PRICES = asks("prices");

  /** The same with a model that is asked of each sentence. */
  private static final Guardrails ASKING = new Guardrails(
      List.of(RULE, PRICES),
      List.of(),
      Optional.of((sentence, before, questions, meter) -> new CompletableFuture<>()));

  private SpeechGuard guard = guard(new Guardrails(List.of(RULE), List.of()));
  private final List<GuardAction> actions = new ArrayList<>();
  private long now = 1000;

  static Forbidden asks(String name) {
    return new Forbidden(
        name,
        Phrases.NONE,
        Optional.empty(),
        Optional.of(new Guardrails.Question(name + "?", Guardrails.Unanswered.SAY)),
        "No.",
        false);
  }

  private static SpeechGuard guard(Guardrails rules) {
    return new SpeechGuard(
        new BotGuardrails(rules, Duration.ofMillis(400)),
        LanguagePack.shipped("en").sentences());
  }

  private List<String> asked() {
    return actions.stream()
        .filter(GuardAction.Ask.class::isInstance)
        .map(action -> ((GuardAction.Ask) action).question().sentence())
        .toList();
  }

  /** The model answers what it was asked last. */
  private void answers(Optional<Forbidden> by) {
    TranscriptGuard.Question last = actions.stream()
        .filter(GuardAction.Ask.class::isInstance)
        .map(action -> ((GuardAction.Ask) action).question())
        .reduce((before, after) -> after)
        .orElseThrow();
    actions.addAll(guard.answered(last, by, now));
  }

  private void begins() {
    tells(new Output.ReplyBegins("r"));
    tells(new Output.Transcript("i", "", false));
  }

  private void tells(Output output) {
    actions.addAll(guard.on(output, now));
  }

  private void words(String more) {
    tells(new Output.Transcript("i", more, false));
  }

  private void sound(int ms) {
    tells(new Output.Audio(new AudioFrame(8000, new short[8 * ms])));
  }

  private void passes(int ms) {
    for (int at = 0; at < ms; at++) {
      now++;
      if (guard.dueAt().isPresent() && guard.dueAt().getAsLong() <= now) {
        actions.addAll(guard.tick(now));
      }
    }
  }

  private int heardMs() {
    return actions.stream()
        .filter(GuardAction.Pass.class::isInstance)
        .map(action -> ((GuardAction.Pass) action).output())
        .filter(Output.Audio.class::isInstance)
        .mapToInt(output -> ((Output.Audio) output).frame().durationMs())
        .sum();
  }

  private boolean passed(Class<? extends Output> what) {
    return actions.stream()
        .filter(GuardAction.Pass.class::isInstance)
        .anyMatch(action -> what.isInstance(((GuardAction.Pass) action).output()));
  }

  private Optional<GuardAction.Withhold> withheld() {
    return actions.stream()
        .filter(GuardAction.Withhold.class::isInstance)
        .map(GuardAction.Withhold.class::cast)
        .findFirst();
  }

  @Test
  void soundIsHeardAsFarAsItsWordsAreJudged() {
    begins();
    sound(4000);
    assertThat(heardMs()).isZero();
    words(FINE + " And");
    assertThat(heardMs()).isEqualTo(1680);
    tells(new Output.Transcript("i", " more.", true));
    assertThat(heardMs()).isEqualTo(4000);
    assertThat(guard.dueAt()).isEmpty();
  }

  @Test
  void theSoundEndsBeforeAForbiddenSentence() {
    begins();
    sound(4000);
    words(FINE + " We never ");
    assertThat(heardMs()).isEqualTo(1680);
    assertThat(withheld()).contains(new GuardAction.Withhold("r", 1680, RULE, "We never"));
    assertThat(passed(Output.Clear.class)).isFalse();
    sound(500);
    tells(new Output.Words("more"));
    tells(new Output.ToolCall("c", "t", "{}"));
    assertThat(actions).last().isInstanceOf(GuardAction.Refuse.class);
    assertThat(heardMs()).isEqualTo(1680);
    tells(new Output.ReplyEnds());
    assertThat(passed(Output.ReplyEnds.class)).isTrue();
    assertThat(guard.state()).isInstanceOf(SpeechGuard.Between.class);
  }

  @Test
  void whatIsSaidBeforeAForbiddenSentenceIsWaitedFor() {
    begins();
    words(FINE + " We never ");
    assertThat(withheld()).isEmpty();
    sound(1000);
    passes(3000);
    assertThat(heardMs()).isEqualTo(1000);
    assertThat(withheld()).isEmpty();
    sound(1000);
    assertThat(heardMs()).isEqualTo(1680);
    assertThat(withheld().orElseThrow().heardMs()).isEqualTo(1680);
  }

  @Test
  void aReplyThatEndsBeforeThatIsWithheldAtItsEnd() {
    begins();
    words(FINE + " We never ");
    sound(1000);
    tells(new Output.Mark("r"));
    assertThat(withheld().orElseThrow().heardMs()).isEqualTo(1000);
    assertThat(passed(Output.Mark.class)).isTrue();
  }

  @Test
  void soundWithoutWordsGoesOnAfterTheHoldAsItIsPlayed() {
    begins();
    sound(3000);
    passes(399);
    assertThat(heardMs()).isZero();
    passes(1);
    assertThat(heardMs()).isEqualTo(200);
    assertThat(guard.state()).isInstanceOf(SpeechGuard.Late.class);
    passes(1000);
    assertThat(heardMs()).isBetween(1160, 1240);
    words("We never ");
    assertThat(passed(Output.Clear.class)).isTrue();
    assertThat(withheld().orElseThrow().heardMs()).isEqualTo(heardMs());
  }

  @Test
  void wordsOfWhatWasFineAreToldThoughTheyComeLate() {
    begins();
    sound(6000);
    passes(4000);
    words(FINE + " We never ");
    tells(new Output.Words(FINE + " We never "));
    assertThat(actions).contains(new GuardAction.Pass(new Output.Words(FINE)));
  }

  @Test
  void nothingIsHeldLongerWhileThereIsSomethingToPlay() {
    begins();
    words(FINE + " And");
    sound(3000);
    assertThat(heardMs()).isEqualTo(1680);
    passes(1680 + 399);
    assertThat(heardMs()).isEqualTo(1680);
    passes(1);
    assertThat(heardMs()).isGreaterThan(1680);
    int late = heardMs();
    words(" so it is, and so it has been for years. Or");
    assertThat(heardMs()).isGreaterThan(late);
    assertThat(guard.state()).isInstanceOf(SpeechGuard.Checking.class);
  }

  @Test
  void whatTheBotDropsIsDropped() {
    begins();
    sound(1000);
    tells(new Output.Mark("m"));
    tells(new Output.Clear());
    assertThat(passed(Output.Clear.class)).isTrue();
    assertThat(passed(Output.Mark.class)).isTrue();
  }

  @Test
  void anotherItemOfTheReplyBeginsWhereItsSoundDoes() {
    begins();
    words(FINE);
    sound(2000);
    tells(new Output.Transcript("j", "", false));
    assertThat(heardMs()).isEqualTo(2000);
    sound(1000);
    assertThat(heardMs()).isEqualTo(2000);
    tells(new Output.Transcript("j", "Never. ", true));
    assertThat(withheld().orElseThrow().heardMs()).isEqualTo(2000);
  }

  @Test
  void theNextReplyIsJudgedAnew() {
    begins();
    words("Never. ");
    sound(100);
    tells(new Output.ReplyEnds());
    assertThat(withheld()).isPresent();
    tells(new Output.ReplyBegins("s"));
    tells(new Output.Transcript("k", FINE, true));
    sound(500);
    assertThat(heardMs()).isEqualTo(500);
  }

  @Test
  void soundWaitsForWhatAModelMakesOfItsWordsHoweverLongThatTakes() {
    guard = guard(ASKING);
    begins();
    words(FINE + " And so. Or");
    sound(4000);
    passes(3000);
    sound(40);
    assertThat(heardMs()).isZero();
    assertThat(guard.dueAt()).isEmpty();
    assertThat(asked()).containsExactly(FINE);
    answers(Optional.empty());
    assertThat(heardMs()).isEqualTo(1720);
    assertThat(asked()).containsExactly(FINE, "And so.");
    answers(Optional.empty());
    tells(new Output.Transcript("i", " not.", true));
    answers(Optional.empty());
    assertThat(heardMs()).isEqualTo(4040);
  }

  @Test
  void theSoundEndsBeforeASentenceThatAModelForbids() {
    guard = guard(ASKING);
    begins();
    words(FINE + " It is five. Or");
    sound(4000);
    answers(Optional.empty());
    answers(Optional.of(PRICES));
    assertThat(withheld()).contains(new GuardAction.Withhold("r", 1720, PRICES, "It is five."));
    assertThat(heardMs()).isEqualTo(1720);
  }

  @Test
  void whatAModelForbidsIsWithheldThoughWordsBehindItAreForbiddenToo() {
    guard = guard(ASKING);
    begins();
    words(FINE + " We never ");
    sound(4000);
    assertThat(withheld()).isEmpty();
    answers(Optional.of(PRICES));
    assertThat(withheld()).contains(new GuardAction.Withhold("r", 0, PRICES, FINE));
    assertThat(asked()).containsExactly(FINE);
  }

  @Test
  void whatComesBehindAnItemWaitsInOrderUntilAllOfThatIsAnswered() {
    guard = guard(ASKING);
    begins();
    words(FINE);
    sound(1000);
    tells(new Output.ReplyEnds());
    tells(new Output.ReplyBegins("s"));
    tells(new Output.Transcript("k", "More of it.", true));
    sound(500);
    assertThat(passed(Output.ReplyEnds.class)).isFalse();
    assertThat(guard.settled()).isFalse();
    answers(Optional.empty());
    assertThat(passed(Output.ReplyEnds.class)).isTrue();
    assertThat(heardMs()).isEqualTo(1000);
    answers(Optional.empty());
    assertThat(heardMs()).isEqualTo(1500);
    assertThat(guard.settled()).isTrue();
  }

  @Test
  void nobodyIsAskedOfWhatTheCallerCutOff() {
    guard = guard(ASKING);
    begins();
    words(FINE + " And so. ");
    sound(1000);
    tells(new Output.ReplyEnds());
    tells(new Output.Clear());
    assertThat(passed(Output.ReplyEnds.class)).isTrue();
    assertThat(asked()).containsExactly(FINE);
    answers(Optional.of(PRICES));
    assertThat(withheld()).isEmpty();
    assertThat(heardMs()).isZero();
  }

  @Test
  void theEndOfTheBotWaitsForTheModelToo() {
    guard = guard(ASKING);
    begins();
    words(FINE);
    sound(1000);
    actions.addAll(guard.end(now));
    assertThat(heardMs()).isZero();
    assertThat(guard.settled()).isFalse();
    answers(Optional.empty());
    assertThat(heardMs()).isEqualTo(1000);
    assertThat(guard.settled()).isTrue();
  }

  @Test
  void theEndOfTheBotIsTheEndOfItsWords() {
    begins();
    words(FINE);
    sound(3000);
    actions.addAll(guard.end(now));
    assertThat(heardMs()).isEqualTo(3000);
  }
}
