package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import talkspurt.fake.RealtimeSettingsOf;
import talkspurt.provider.Price;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.SpeechToSpeech.Request;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.Quota;
import talkspurt.provider.transport.SocketControls;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;
import talkspurt.websocket.SocketMessage;

/** What a session asks of its stage, one thing after the other. */
class RealtimeSessionControlsTest {

  private static final ProviderFailure GONE =
      new ProviderFailure(Kind.UNREACHABLE, "openai-realtime", "broke off");
  private static final ProviderFailure REFUSED =
      new ProviderFailure(Kind.REJECTED_CREDENTIALS, "openai-realtime", "401");

  private final RealtimeSettings settings =
      RealtimeSettingsOf.settings(URI.create("ws://h/v1/realtime"), false, "ours");
  private final List<String> asked = new ArrayList<>();
  private final List<Output> told = new ArrayList<>();
  private long nowMs = 1000;
  private final List<UsageMeter.Used> used = new ArrayList<>();
  private boolean open;
  private final Quota quota = new Quota(() -> nowMs * 1_000_000, told -> {});
  private final RealtimeSession session = new RealtimeSession(
      "call-1",
      new RealtimeTalk(settings, new Request("call-1", "en", Map.of()), ms -> {}),
      settings,
      () -> nowMs * 1_000_000,
      new Metrics().bots(),
      new LimitedLog(() -> nowMs * 1_000_000, 10),
      quota,
      used::add,
      new Recorded());

  /** Writes down what is asked for; reads and pulls are asked for all the time and are left out. */
  private final class Recorded implements SocketControls<Output> {

    @Override
    public void pull() {}

    @Override
    public boolean inputEnded() {
      return false;
    }

    @Override
    public boolean canTell() {
      return true;
    }

    @Override
    public void tell(Output output) {
      told.add(output);
    }

    @Override
    public void complete() {
      asked.add("complete");
    }

    @Override
    public void connect() {
      asked.add("connect");
    }

    @Override
    public void established() {
      asked.add("established");
    }

    @Override
    public void disconnect() {
      open = false;
      asked.add("disconnect");
    }

    @Override
    public boolean connecting() {
      return open;
    }

    @Override
    public boolean open() {
      return open;
    }

    @Override
    public boolean canSend() {
      return open;
    }

    @Override
    public void send(SocketMessage message) {
      if (message instanceof SocketMessage.Text text && text.text().contains("response.cancel")) {
        asked.add(text.text().replaceAll(".event_id.:.[^,]*,?", ""));
      }
    }

    @Override
    public void read() {}

    @Override
    public void schedule(Object key, Duration after) {
      asked.add(key + " in " + after.toMillis());
    }

    @Override
    public void scheduleEach(Object key, Duration every) {
      asked.add(key + " every " + every.toMillis());
    }

    @Override
    public void cancel(Object key) {}

    @Override
    public boolean scheduled(Object key) {
      return false;
    }
  }

  private List<String> asked() {
    List<String> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  private void hear(String message) {
    session.heard(new SocketMessage.Text(message));
  }

  private void opened() {
    open = true;
    session.opened();
    hear("{\"type\":\"session.updated\"}");
  }

  @Test
  void connectsAtTheBeginAndLooksAtItsTimesTenTimesASecond() {
    session.begun();
    assertThat(asked()).containsExactly("tick every 100", "connect");
  }

  @Test
  void isEstablishedOnceTheServerHasTakenTheSession() {
    session.begun();
    open = true;
    session.opened();
    hear("{\"type\":\"session.created\",\"session\":{}}");
    assertThat(asked()).doesNotContain("established");
    hear("{\"type\":\"session.updated\"}");
    assertThat(asked()).contains("established");
  }

  @Test
  void whatTheServerSaysOfItsLimitsIsKnownToTheBot() {
    session.begun();
    opened();
    hear("{\"type\":\"rate_limits.updated\",\"rate_limits\":["
        + "{\"name\":\"requests\",\"remaining\":0,\"reset_seconds\":9}]}");
    assertThat(quota.takesNothingFor()).isEqualTo(Duration.ofSeconds(9));
    hear("{\"type\":\"rate_limits.updated\",\"rate_limits\":["
        + "{\"name\":\"requests\",\"remaining\":4,\"reset_seconds\":9}]}");
    assertThat(quota.takesNothingFor()).isZero();
  }

  private static final String DONE = "{\"type\":\"response.done\",\"response\":{\"id\":\"r7\","
      + "\"status\":\"cancelled\",\"usage\":{\"input_tokens\":12,\"output_tokens\":5}}}";

  @Test
  void aResponseThatTheEndOfTheCallCutsOffIsCancelledAndPaid() {
    session.begun();
    opened();
    hear("{\"type\":\"response.created\",\"response\":{\"id\":\"r7\"}}");
    asked();
    assertThat(session.lingers()).isTrue();
    assertThat(asked()).contains("left in 2000").anyMatch(line -> line.contains("\"r7\""));
    hear("{\"type\":\"response.output_audio_transcript.delta\",\"item_id\":\"i\",\"delta\":\"x\"}");
    session.due("tick");
    assertThat(asked()).isEmpty();
    hear(DONE);
    assertThat(asked()).containsExactly("complete");
    assertThat(used)
        .containsExactly(
            UsageMeter.Used.unpriced(Usage.of(Unit.INPUT_TOKENS, 12).and(Unit.OUTPUT_TOKENS, 5)));
  }

  @Test
  void aServerThatDoesNotTellIsNotWaitedForLong() {
    session.begun();
    opened();
    hear("{\"type\":\"response.created\",\"response\":{\"id\":\"r7\"}}");
    assertThat(session.lingers()).isTrue();
    asked();
    session.due("left");
    assertThat(asked()).containsExactly("complete");
    session.lost(GONE, Duration.ZERO);
    assertThat(asked()).containsExactly("complete");
  }

  @Test
  void withoutAResponseThereIsNothingToWaitFor() {
    session.begun();
    opened();
    hear("{\"type\":\"response.created\",\"response\":{\"id\":\"r7\"}}");
    hear(DONE);
    assertThat(session.lingers()).isFalse();
  }

  @Test
  void whatItTakesToWriteDownTheCallersWordsIsToldByAnotherName() {
    session.begun();
    opened();
    hear("{\"type\":\"conversation.item.input_audio_transcription.completed\",\"item_id\":\"i1\","
        + "\"transcript\":\"Yes\",\"usage\":{\"type\":\"duration\",\"seconds\":1.5}}");
    hear("{\"type\":\"conversation.item.input_audio_transcription.completed\",\"item_id\":\"i2\","
        + "\"transcript\":\"No\",\"usage\":{\"type\":\"tokens\",\"output_tokens\":3}}");
    String name = "openai-realtime-transcription";
    assertThat(used)
        .containsExactly(
            new UsageMeter.Used(name, Usage.of(Unit.SOUND_MS, 1500), 0),
            new UsageMeter.Used(name, Usage.of(Unit.OUTPUT_TOKENS, 3), 0));
    List<UsageMeter.Used> priced = new ArrayList<>();
    used.forEach(((UsageMeter) priced::add)
        .pricing(name, Price.NONE.and(Unit.SOUND_MS, 60_000))
        .of("openai-realtime", Price.NONE.and(Unit.SOUND_MS, 1))::used);
    assertThat(priced)
        .extracting(UsageMeter.Used::parts)
        .containsExactly(1500 * (Price.PARTS / 1_000_000), 0L);
  }

  @Test
  void connectsAgainAfterAPauseThatGrowsUntilItGivesUp() {
    session.begun();
    opened();
    asked();
    session.lost(GONE, Duration.ZERO);
    assertThat(asked()).containsExactly("disconnect", "reconnect in 200");
    session.due("reconnect");
    assertThat(asked()).containsExactly("connect");
    session.lost(GONE, Duration.ZERO);
    assertThat(asked()).containsExactly("disconnect", "reconnect in 400");
    session.lost(GONE, Duration.ZERO);
    assertThat(asked()).containsExactly("disconnect", "reconnect in 800");
    session.lost(GONE, Duration.ZERO);
    assertThat(asked()).containsExactly("disconnect", "complete");
    assertThat(told).last().isEqualTo(new Output.Failed(GONE));
  }

  @Test
  void aWholeResponseForgetsEarlierFailures() {
    session.begun();
    opened();
    session.lost(GONE, Duration.ZERO);
    session.due("reconnect");
    opened();
    hear("{\"type\":\"response.done\",\"response\":{\"id\":\"r\",\"status\":\"completed\"}}");
    asked();
    session.lost(GONE, Duration.ZERO);
    assertThat(asked()).containsExactly("disconnect", "reconnect in 200");
  }

  @Test
  void whatTryingAgainDoesNotMendEndsItAtOnce() {
    session.begun();
    asked();
    session.lost(REFUSED, Duration.ZERO);
    assertThat(asked()).containsExactly("disconnect", "complete");
    assertThat(told).containsExactly(new Output.Failed(REFUSED));
  }

  /** The time to connect is that of all attempts together, while the caller waits for the first. */
  @Test
  void aServerThatWasNeverThereIsNotWaitedForLonger() {
    session.begun();
    nowMs += 1799;
    asked();
    session.lost(GONE, Duration.ZERO);
    assertThat(asked()).contains("reconnect in 200");
    nowMs += 200;
    session.lost(GONE, Duration.ZERO);
    assertThat(asked()).contains("complete");
  }
}
