package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.CountedWorld;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Guardrails.Question;
import talkspurt.media.profile.Guardrails.Unanswered;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.SentenceJudge;
import talkspurt.provider.SentenceJudge.Verdict;
import talkspurt.provider.Usage;
import talkspurt.provider.UsageMeter;

class SentenceQuestionsTest {

  private static final Forbidden WORDS =
      new Forbidden("free", Phrases.of(List.of("free")), Optional.empty(), "Not free.", false);
  private static final Forbidden PRICES = asks("prices", Unanswered.SAY);
  private static final Forbidden ADVICE = asks("advice", Unanswered.WITHHOLD);

  private final CountedWorld world = new CountedWorld();
  private final List<String> asked = new ArrayList<>();
  private final List<CompletableFuture<Verdict>> open = new ArrayList<>();
  private final List<String> news = new ArrayList<>();
  private final List<String> pulled = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<UsageMeter.Used> used = new ArrayList<>();

  private static Forbidden asks(String name, Unanswered unanswered) {
    return new Forbidden(
        name,
        Phrases.NONE,
        Optional.empty(),
        Optional.of(new Question(name + "?", unanswered)),
        "No.",
        false);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private final SentenceJudge judge = new SentenceJudge() {
    @Override
    public CompletionStage<Verdict> judge(
        String sentence, String before, List<String> questions, UsageMeter meter) {
      meter.used(UsageMeter.Used.unpriced(Usage.of(Usage.Unit.INPUT_TOKENS, 7)));
      asked.add(before + ">" + sentence + questions);
      CompletableFuture<Verdict> verdict = new CompletableFuture<>();
      open.add(verdict);
      return verdict;
    }
  };

  private void reply(List<Forbidden> rules, Part... parts) {
    Source<Part, akka.NotUsed> reply = Source.from(List.of(parts)).map(part -> {
      pulled.add(part.toString());
      return part;
    });
    world.run(new SentenceQuestions(
            new Guardrails(rules, List.of(), Optional.of(judge)), news::add, used::add)
        .judged(reply)
        .toMat(
            Sink.foreach(part -> told.add((part.part() instanceof Part.Say say
                    ? say.sentence()
                    : part.part().getClass().getSimpleName())
                + part.by().map(rule -> "!" + rule.name()).orElse(""))),
            Keep.none()));
  }

  private void answer(int place, Verdict verdict) {
    open.get(place).complete(verdict);
    world.settle();
  }

  @Test
  void aSentenceWaitsForItsVerdictAndWhatIsBehindItIsNotAskedForBefore() {
    reply(
        List.of(PRICES, ADVICE),
        new Part.Say("One."),
        new Part.UseTool("book", Map.of()),
        new Part.Say("Two."));
    assertThat(asked).containsExactly(">One.[prices?, advice?]");
    assertThat(told).isEmpty();
    assertThat(pulled).hasSize(1);
    answer(0, new Verdict.Answered(Set.of()));
    assertThat(told).containsExactly("One.", "UseTool");
    assertThat(asked).hasSize(2).last().isEqualTo("One.>Two.[prices?, advice?]");
    answer(1, new Verdict.Answered(Set.of(1, 0)));
    assertThat(told).containsExactly("One.", "UseTool", "Two.!prices");
    assertThat(news).containsExactly("passed", "withheld");
    assertThat(used).hasSize(2);
  }

  @Test
  void whatIsNotAnsweredIsAsTheRuleSays() {
    reply(List.of(PRICES), new Part.Say("One."), new Part.Say("Two."));
    answer(0, new Verdict.Late());
    answer(
        1, new Verdict.Failed(new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "m", "away")));
    assertThat(told).containsExactly("One.", "Two.");
    assertThat(news).containsExactly("late", "failed");
  }

  @Test
  void aRuleMayWithholdWhatIsNotAnswered() {
    reply(List.of(PRICES, ADVICE), new Part.Say("One."));
    answer(0, new Verdict.Late());
    assertThat(told).containsExactly("One.!advice");
    assertThat(news).containsExactly("late");
  }

  @Test
  void nobodyIsAskedOfWhatWordsForbidNorWithoutSuchRules() {
    reply(List.of(WORDS, PRICES), new Part.Say("It is free."));
    reply(List.of(WORDS), new Part.Say("Well."));
    assertThat(asked).isEmpty();
    assertThat(told).containsExactly("It is free.", "Well.");
    assertThat(news).isEmpty();
  }
}
