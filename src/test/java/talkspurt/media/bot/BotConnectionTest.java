package talkspurt.media.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.NotUsed;
import akka.dispatch.Dispatchers;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.DtmfDetector;
import talkspurt.call.SessionChange;
import talkspurt.fake.CountedWorld;
import talkspurt.fake.FakeHost;
import talkspurt.fake.MediaSettingsOf;
import talkspurt.fake.Told;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.ConversationMessage.BotOpened;
import talkspurt.media.pipeline.CallerTap;
import talkspurt.media.pipeline.HeardFrame;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.telemetry.Metrics;

class BotConnectionTest {

  private static final SpeechToSpeech.Request REQUEST =
      new SpeechToSpeech.Request("call", "en", Map.of());
  private static final SessionChange KINDER = new SessionChange(
      Optional.of("Be kind."), Optional.empty(), Optional.empty(), Optional.empty());
  private static final Input ONE = new Input.Key('1');
  private static final Input TWO = new Input.Key('2');

  private final CountedWorld world = new CountedWorld();
  private final FakeHost host = new FakeHost("line", () -> 0, () -> {}).in(world.system());
  private final Metrics metrics = new Metrics();
  private final CallerTap caller = new CallerTap();
  private final List<Input> heard = new ArrayList<>();
  private final List<SpeechToSpeech.Request> opened = new ArrayList<>();
  private boolean reads = true;
  private boolean left;

  private final SpeechToSpeech bot = this::converse;

  private final BotConnection connection = new BotConnection(
      host,
      new Conversation.Surroundings(
          null, null, null, null, new MediaSettingsOf().settings(), null, null, metrics),
      new Conversation.Pipeline(
          order -> {},
          signal -> {},
          caller,
          null,
          null,
          null,
          Dispatchers.DefaultDispatcherId(),
          null));

  @AfterEach
  void end() {
    world.close();
  }

  private Flow<Input, Output, NotUsed> converse(SpeechToSpeech.Request request) {
    opened.add(request);
    Sink<Input, NotUsed> ears =
        Flow.of(Input.class).mapAsync(1, this::read).to(Sink.onComplete(over -> left = true));
    return Flow.fromSinkAndSource(
        ears, Source.single((Output) new Output.Opened()).concat(Source.maybe()));
  }

  private CompletableFuture<Input> read(Input input) {
    heard.add(input);
    return reads ? CompletableFuture.completedFuture(input) : new CompletableFuture<>();
  }

  private void open() {
    connection.open(bot, REQUEST, SessionChange.NONE, Optional.empty());
    world.settle();
  }

  @Test
  void itIsOpenedWhenItIsWantedAndNobodyIsToldAnythingBeforeOrAfter() {
    assertThat(connection.unopened()).isTrue();
    connection.tell(ONE);
    connection.change(KINDER);
    assertThatThrownBy(() -> connection.listen(0.5)).isInstanceOf(AssertionError.class);
    open();
    assertThat(opened).containsExactly(REQUEST);
    assertThat(connection.open()).isTrue();
    assertThat(connection.unopened() || connection.closed()).isFalse();
    host.inbox().expectMessage(new BotOpened());
    connection.tell(TWO);
    world.settle();
    assertThat(heard).containsExactly(TWO);
    assertThat(left).isFalse();
    connection.hush();
    world.settle();
    assertThat(left).isTrue();
    assertThat(connection.closed()).isTrue();
    connection.tell(ONE);
    connection.change(KINDER);
    world.settle();
    assertThat(heard).containsExactly(TWO);
    assertThat(Told.by(metrics, "talkspurt_bot_dropped_inputs")).isZero();
  }

  @Test
  void aSessionIsToldOnceUntilItIsAnother() {
    open();
    connection.change(SessionChange.NONE);
    connection.change(KINDER);
    connection.change(KINDER);
    connection.change(SessionChange.NONE);
    world.settle();
    assertThat(heard)
        .containsExactly(
            new Input.SessionChanged(BotConnection.told(KINDER)),
            new Input.SessionChanged(BotConnection.told(SessionChange.NONE)));
  }

  @Test
  void itHearsTheCallerUnlessTheCallIsOnHoldOrAValueIsAskedFor() {
    open();
    connection.listen(0.5);
    assertThat(hears(0.6f)).isEqualTo("0: 7, speech true");
    assertThat(hears(0.4f)).isEqualTo("20: 7, speech false");
    connection.hold(true);
    assertThat(hears(0.6f)).isEqualTo("40: 0, speech false");
    connection.collect(true);
    connection.hold(false);
    assertThat(hears(0.6f)).isEqualTo("60: 0, speech false");
    connection.collect(false);
    assertThat(hears(0.6f)).isEqualTo("80: 7, speech true");
  }

  @Test
  void whatABotDoesNotReadIsCounted() {
    reads = false;
    open();
    connection.listen(0.5);
    int most = 5000 / AudioFrame.FRAME_MS;
    for (int frame = 0; frame < most + 10; frame++) {
      caller.hear(new HeardFrame(frame(7), false, 0, DtmfDetector.NONE));
      world.settle();
    }
    double dropped = Told.by(metrics, "talkspurt_bot_dropped_inputs");
    assertThat(dropped).as("but for what streams between take").isBetween(1.0, 10.0);
    connection.tell(ONE);
    assertThat(Told.by(metrics, "talkspurt_bot_dropped_inputs"))
        .as("there is room for keys beside the sound")
        .isEqualTo(dropped);
  }

  /** When what sound came to the bot, and whether as speech. */
  private String hears(float speech) {
    caller.hear(new HeardFrame(frame(7), false, speech, DtmfDetector.NONE));
    world.settle();
    Input.Audio last = (Input.Audio) heard.get(heard.size() - 1);
    return last.atMs() + ": " + last.frame().samples()[0] + ", speech " + last.voiced();
  }

  private static AudioFrame frame(int value) {
    short[] samples = new short[160];
    Arrays.fill(samples, (short) value);
    return new AudioFrame(8000, samples);
  }
}
