package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallPlan;
import talkspurt.call.Instruction;
import talkspurt.call.SpokenText;
import talkspurt.call.TranscriptEntry;
import talkspurt.call.TurnInput;
import talkspurt.fake.CountedWorld;
import talkspurt.media.profile.Guardrails;
import talkspurt.media.profile.Phrases;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Tools;
import talkspurt.provider.UsageMeter;

class GuardedSpeechTest {

  private static final Guardrails RULES = new Guardrails(
      List.of(new Guardrails.Forbidden(
          "promises", Phrases.of(List.of("free")), Optional.empty(), "No.", false)),
      List.of(new Guardrails.Required(
          "recorded",
          Phrases.of(List.of("is recorded")),
          Guardrails.By.FIRST_TURN,
          "This is recorded. Really.")));

  private final CountedWorld world = new CountedWorld();
  private final List<String> news = new ArrayList<>();
  private final CompletableFuture<TurnCommitted> granted = new CompletableFuture<>();
  private final GuardedSpeech guarded = new GuardedSpeech(
      RULES,
      new ReplyGuard.News() {
        @Override
        public void withheld(String rule, String sentence) {
          news.add(rule + ": " + sentence);
        }

        @Override
        public void added(String rule) {
          news.add(rule);
        }

        @Override
        public void asked(String outcome) {
          news.add("asked: " + outcome);
        }
      },
      (text, plan) -> List.of(text.split("(?<=\\.) ")),
      UsageMeter.NONE);

  @AfterEach
  void end() {
    world.close();
  }

  private static Instruction.Answer answer(String heard, String... before) {
    List<TranscriptEntry> history = new ArrayList<>();
    for (String words : before) {
      history.add(
          new TranscriptEntry(TranscriptEntry.Speaker.BOT, Instant.EPOCH, new SpokenText(words)));
    }
    history.add(new TranscriptEntry(
        TranscriptEntry.Speaker.CALLER, Instant.EPOCH, new SpokenText("It is recorded, is it?")));
    return new Instruction.Answer(
        CallPlan.unannounced("p"),
        1,
        new TurnInput.Words(new SpokenText("hi")),
        history,
        new SpokenText(heard),
        List.of());
  }

  private List<Part> reply(Instruction.Answer answer, String... sentences) {
    List<Part> parts = new ArrayList<>();
    Source<Part, ?> reply = guarded.reply(
        answer, granted, Tools.none(), tools -> Source.from(List.of(sentences)).map(Part.Say::new));
    world.run(reply.toMat(Sink.foreach(parts::add), Keep.none()));
    return parts;
  }

  private static Part say(String words) {
    return new Part.Say(words);
  }

  @Test
  void nothingIsToldOfAReplyThatIsNotGranted() {
    assertThat(reply(answer(""), "Well.", "It is free.", "Bye."))
        .containsExactly(say("Well."), say("No."), say("This is recorded."), say("Really."));
    assertThat(news).isEmpty();
    granted.complete(new TurnCommitted(Tools.none(), Duration.ofSeconds(1)));
    assertThat(news).containsExactlyInAnyOrder("promises: It is free.", "recorded");
  }

  @Test
  void whatTheCallerHasHeardOfTheBotCountsAndNotWhatTheySaid() {
    assertThat(reply(answer("", "This is recorded."), "Hi.")).containsExactly(say("Hi."));
    assertThat(reply(answer("This is recorded."), "Hi.")).containsExactly(say("Hi."));
    assertThat(reply(answer(""), "Hi.")).hasSize(3);
  }

  @Test
  void aGoodbyeBeginsWithWhatWasNotHeardWhateverOfItWasHeardOnAnEarlierLine() {
    assertThat(guarded.beforeGoodbye(answer("This is recorded.")))
        .containsExactly("This is recorded.", "Really.");
    assertThat(guarded.beforeGoodbye(answer("", "This is recorded."))).isEmpty();
    assertThat(news).containsExactly("recorded");
  }
}
