package talkspurt.provider.bot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.transport.Addressed;

class AudibleBotTest {

  private static ActorTestKit kit;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create();
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  /** What comes of a bot that says this whatever it is told. */
  private static List<Output> said(List<Output> outputs) throws Exception {
    SpeechToSpeech bot = Addressed.bot("mute", "ws://192.0.2.7", new SpeechToSpeech() {
      @Override
      public Flow<Input, Output, NotUsed> converse(Request request) {
        return Flow.fromSinkAndSource(Sink.ignore(), Source.from(outputs));
      }
    });
    return Source.<Input>maybe()
        .via(new AudibleBot(bot).converse(new SpeechToSpeech.Request("c", "en", Map.of())))
        .runWith(Sink.seq(), kit.system())
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private static ProviderFailure silent(int ms) {
    return new ProviderFailure(
        Kind.BOT_SILENT, "mute", "a reply of " + ms + " ms of silence", "ws://192.0.2.7");
  }

  private static Output silence(int ms) {
    return new Output.Audio(new AudioFrame(8000, new short[8 * ms]));
  }

  @Test
  void whatIsHeardPassesAsItIs() throws Exception {
    List<Output> all = List.of(
        new Output.Opened(),
        silence(200),
        new Output.ReplyBegins("r"),
        silence(2000),
        new Output.Audio(new AudioFrame(8000, new short[] {400})),
        silence(5000),
        new Output.ReplyEnds());
    assertThat(said(all)).isEqualTo(all);
  }

  @Test
  void aSilentReplyFailsBeforeItsEnd() throws Exception {
    Output begins = new Output.ReplyBegins("r");
    Output silence = silence(500);
    Output ends = new Output.ReplyEnds();
    assertThat(said(List.of(begins, silence, ends)))
        .containsExactly(begins, silence, new Output.ReplyFailed(silent(500)), ends);
  }

  @Test
  void theRestOfALongSilenceIsNotPlayed() throws Exception {
    Output begins = new Output.ReplyBegins("r");
    Output ends = new Output.ReplyEnds();
    assertThat(said(List.of(begins, silence(3000), silence(3000), ends)))
        .containsExactly(begins, new Output.ReplyFailed(silent(3000)), ends);
  }

  @Test
  void aBotThatHasFailedIsReadNoMore() throws Exception {
    List<Output> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.addAll(List.of(new Output.ReplyBegins("r" + i), silence(500), new Output.ReplyEnds()));
    }
    List<Output> said = said(all);
    assertThat(said).endsWith(new Output.Failed(silent(500)));
    assertThat(said.stream().filter(Output.ReplyFailed.class::isInstance)).hasSize(2);
    assertThat(said).doesNotContain(new Output.ReplyBegins("r3"));
  }

  /** A bot that reads what it is told and says no more than that it is there. */
  private static SpeechToSpeech mute() {
    return Addressed.bot("mute", "ws://192.0.2.7", new SpeechToSpeech() {
      @Override
      public Flow<Input, Output, NotUsed> converse(Request request) {
        return Flow.fromSinkAndSource(
            Sink.ignore(), Source.<Output>single(new Output.Opened()).concat(Source.maybe()));
      }
    });
  }

  @Test
  void aBotThatSendsNothingAtAllHasFailed() throws Exception {
    List<Input> caller = new ArrayList<>();
    for (int at = 0; at < 13_000; at += 20) {
      caller.add(new Input.Audio(at, AudioFrame.silence(8000), at < 400));
    }
    List<Output> said = Source.from(caller)
        .concat(Source.maybe())
        .via(new AudibleBot(mute()).converse(new SpeechToSpeech.Request("c", "en", Map.of())))
        .runWith(Sink.seq(), kit.system())
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    assertThat(said)
        .endsWith(new Output.Failed(new ProviderFailure(
            Kind.BOT_SILENT,
            "mute",
            "no sound for 12000 ms since the caller spoke to it",
            "ws://192.0.2.7")));
  }
}
