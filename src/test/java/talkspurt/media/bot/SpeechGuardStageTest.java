package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.BoundedSourceQueue;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.language.LanguagePack;
import talkspurt.media.conversation.ConversationMessage.BotRefused;
import talkspurt.media.conversation.ConversationMessage.BotWithheld;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.profile.BotGuardrails;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.SpeechToSpeech.Output;

class SpeechGuardStageTest {

  private static final Forbidden RULE =
      new Forbidden("never", Phrases.of(List.of("never")), Optional.empty(), "No.", false);
  private static final Output BEGINS = new Output.ReplyBegins("r");
  private static final Output ITEM = new Output.Transcript("i", "", false);
  private static final Output SOUND = new Output.Audio(new AudioFrame(8000, new short[160]));

  private final CountedWorld world = new CountedWorld();
  private final List<OfDialogue> told = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();
  private CompletableFuture<Optional<Forbidden>> answer;
  private BoundedSourceQueue<Output> bot;
  private TestSubscriber.Probe<Output> heard;

  @BeforeEach
  void open() {
    open(new Guardrails(List.of(RULE), List.of()));
  }

  private void open(Guardrails guardrails) {
    BotGuardrails rules = new BotGuardrails(guardrails, Duration.ofMillis(400));
    var ends = world.run(Source.<Output>queue(100)
        .via(new SpeechGuardStage(
            () -> new SpeechGuard(rules, LanguagePack.shipped("en").sentences()),
            this::ask,
            world.clock(),
            told::add))
        .toMat(TestSink.create(world.system()), Keep.both()));
    bot = ends.first();
    heard = ends.second();
  }

  @AfterEach
  void end() {
    world.close();
  }

  private CompletionStage<Optional<Forbidden>> ask(String sentence, String before) {
    questions.add(before + ">" + sentence);
    answer = new CompletableFuture<>();
    return answer;
  }

  private void says(Output... outputs) {
    List.of(outputs).forEach(bot::offer);
    world.settle();
  }

  private void hearsNothing() {
    heard.expectNoMessage(scala.concurrent.duration.Duration.Zero());
  }

  @Test
  void soundWaitsForItsWordsAndNotForEver() {
    heard.request(10);
    says(BEGINS, SOUND);
    heard.expectNext(BEGINS);
    world.pass(380);
    hearsNothing();
    world.pass(40);
    heard.expectNext();
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsWithheldIsToldBehindWhatWentOnBefore() {
    heard.request(1);
    says(BEGINS, ITEM, SOUND, new Output.Transcript("i", "Never. ", true));
    says(new Output.ToolCall("c", "t", "{}"), new Output.ReplyEnds());
    heard.expectNext(BEGINS);
    assertThat(told).isEmpty();
    heard.request(1);
    world.settle();
    heard.expectNext(new Output.ReplyEnds());
    assertThat(told).containsExactly(new BotWithheld("r", 0, RULE, "Never."), new BotRefused("c"));
  }

  @Test
  void aModelIsAskedOfEachSentenceBeforeItIsHeardAlsoWhereTheBotIsGone() {
    Forbidden prices = SpeechGuardTest.asks("prices");
    open(new Guardrails(
        List.of(prices),
        List.of(),
        Optional.of((sentence, before, asked, meter) -> new CompletableFuture<>())));
    heard.request(10);
    says(BEGINS, new Output.Transcript("i", "One. Two.", true), SOUND);
    bot.complete();
    world.settle();
    assertThat(questions).containsExactly(">One.");
    heard.expectNext(BEGINS);
    world.pass(4000);
    hearsNothing();
    answer.complete(Optional.empty());
    world.settle();
    assertThat(questions).containsExactly(">One.", "One.>Two.");
    heard.expectNext();
    answer.complete(Optional.of(prices));
    world.settle();
    heard.expectComplete();
    assertThat(told).containsExactly(new BotWithheld("r", 20, prices, "Two."));
  }

  @Test
  void theBotIsNotReadWhileWhatMayBeHeardWaits() {
    heard.request(1);
    says(BEGINS, new Output.ReplyEnds(), BEGINS);
    heard.expectNext(BEGINS);
    hearsNothing();
    heard.request(1);
    world.settle();
    heard.expectNext(new Output.ReplyEnds());
  }

  @Test
  void theEndOfTheBotGivesOutWhatWaits() {
    heard.request(10);
    says(BEGINS, SOUND);
    heard.expectNext(BEGINS);
    bot.complete();
    world.settle();
    heard.expectNext();
    heard.expectComplete();
  }
}
