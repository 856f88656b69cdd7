package talkspurt.line.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.LoggedLines;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.line.LineEvent;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;

class MediaReaderTest {

  private static final UUID MADE = new UUID(1, 2);
  private static final ByteString FRAME = ByteString.fromArray(new byte[320]);

  private final Metrics metrics = new Metrics();
  private final LoggedLines log = LoggedLines.of(MediaReader.class);
  private final MediaReader reader = reader(Unbuffered.AUTO);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void whateverTheVariablesOfAStartHoldTheLineBegins() {
    OutsideTexts.through(66, 5_000, texts -> {
      MediaReader fresh = reader(Unbuffered.AUTO);
      Map<String, String> variables =
          Map.of("__TALKSPURT_ID", texts.next(), "1" + texts.next(), texts.next());
      assertThat(fresh.started(start("slin", variables)))
          .containsExactly(new LineEvent.Announced(MADE));
      assertThat(fresh.played(new MediaEvent.MarkProcessed("m" + texts.next()))).isEmpty();
      assertThat(fresh.media(FRAME)).hasSize(1);
    });
  }

  @Test
  void aVariableNamesTheTraceOfACallThatNobodyAnnounced() {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    for (String name : List.of("traceparent", "_traceparent", "__traceparent")) {
      assertThat(reader(Unbuffered.AUTO).started(start("slin", Map.of(name, trace))))
          .containsExactly(new LineEvent.Announced(MADE, trace));
    }
    assertThat(reader(Unbuffered.AUTO).started(start("slin", Map.of("traceparent", "none"))))
        .containsExactly(new LineEvent.Announced(MADE));
  }

  @Test
  void whateverFormatAStartNamesOneLineOfTheLogTellsIt() {
    OutsideTexts.through(67, 100, texts -> {
      reader(Unbuffered.AUTO).started(start("x" + texts.next(), Map.of()));
      reader(Unbuffered.AUTO).refused(new MediaEvent.Refused(texts.next()));
    });
    assertThat(log.lines()).isNotEmpty().allSatisfy(line -> {
      WellFormed.assertAll(line);
      assertThat(line).doesNotContain("\n", "\r", "\u2028");
    });
  }

  @Test
  void soundAndKeysBeforeTheStartComeBehindIt() {
    for (int n = 0; n < 60; n++) {
      assertThat(reader.media(FRAME)).isEmpty();
    }
    assertThat(reader.key(new MediaEvent.Dtmf('5'))).isEmpty();
    List<LineEvent> events = reader.started(start("slin", Map.of()));
    assertThat(events)
        .hasSize(62)
        .startsWith(new LineEvent.Announced(MADE))
        .endsWith(new LineEvent.KeyPressed('5'));
    assertThat(log.lines()).isEmpty();
    assertThat(reader.media(FRAME)).hasSize(1);
  }

  @Test
  void whatWasHeldIsReadInTheFormatThatTheStartTells() {
    reader.media(ByteString.fromArray(new byte[160]));
    List<LineEvent> events = reader.started(start("ulaw", Map.of()));
    assertThat(((LineEvent.Heard) events.get(1)).frame().samples()).hasSize(160);
  }

  @Test
  void ofTooMuchSoundBeforeTheStartTheOldestIsDroppedAndCounted() {
    for (int n = 0; n < 1000; n++) {
      reader.media(FRAME);
    }
    int held = reader.started(start("slin", Map.of())).size() - 1;
    assertThat(held).isEqualTo(160_000 / 384);
    assertThat(counted("before_start")).isEqualTo(1000 - held);
    assertThat(reader.over()).isFalse();
  }

  @Test
  void mistakesWithoutSoundBetweenThemEndTheLineAndItIsToldWhy() {
    reader.started(start("slin", Map.of()));
    for (int n = 0; n < 3; n++) {
      assertThat(reader.over()).isFalse();
      reader.unreadable(new MediaEvent.Unreadable(MediaEvent.Why.NOT_AN_EVENT));
    }
    assertThat(reader.over()).isTrue();
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(1)).contains("is closed: 3 messages", "not_an_event");
  }

  @Test
  void mediaOfAnOddNumberOfBytesAreHeardCountedAndToldOnce() {
    reader.started(start("slin", Map.of()));
    for (int n = 0; n < 10; n++) {
      LineEvent heard = reader.media(ByteString.fromArray(new byte[321])).get(0);
      assertThat(((LineEvent.Heard) heard).frame().samples()).hasSize(160);
    }
    assertThat(counted("wrong_length")).isEqualTo(10);
    assertThat(log.lines()).hasSize(1);
    assertThat(reader.over()).isFalse();
    for (int n = 0; n < 3; n++) {
      assertThat(reader.media(ByteString.fromArray(new byte[n % 2]))).isEmpty();
    }
    assertThat(reader.over()).isTrue();
  }

  @Test
  void mistakesAreForgivenForEverWhileTheSoundGoesOn() {
    reader.started(start("slin", Map.of()));
    for (int n = 0; n < 1000; n++) {
      reader.unreadable(new MediaEvent.Unreadable(MediaEvent.Why.NOT_AN_EVENT));
      reader.media(ByteString.fromArray(new byte[3]));
      assertThat(reader.media(FRAME)).hasSize(1);
    }
    assertThat(reader.over()).isFalse();
    assertThat(log.lines()).hasSize(2);
    assertThat(counted("not_an_event")).isEqualTo(1000);
  }

  /** 60 kB each, with a forged line and an escape code, as fast as they come. */
  @Test
  void aFloodOfErrorEventsIsCountedShortInTheLogAndNoReasonToEndTheCall() {
    reader.started(start("slin", Map.of()));
    String text = "x\n2026-11-28T22:00:00.000Z ERROR forged\u001b[2J\u2028" + "A".repeat(60_000);
    for (int n = 0; n < 100_000; n++) {
      reader.refused(new MediaEvent.Refused(text));
    }
    assertThat(reader.over()).isFalse();
    assertThat(counted("error_event")).isEqualTo(100_000);
    assertThat(log.lines()).hasSize(10).allSatisfy(line -> {
      assertThat(line).hasSizeLessThan(400).startsWith("WARN line line-1: Asterisk refuses");
      assertThat(line).doesNotContain("\n", "\u001b", "\u2028");
    });
  }

  @ParameterizedTest
  @CsvSource({
    "TALKSPURT_ID, 00000000-0000-0003-0000-000000000004",
    "_TALKSPURT_ID, 00000000000000030000000000000004",
    "__TALKSPURT_ID, '{00000000-0000-0003-0000-000000000004}'"
  })
  void aVariableNamesTheCall(String name, String value) {
    assertThat(reader.started(start("slin", Map.of(name, value))))
        .containsExactly(new LineEvent.Announced(new UUID(3, 4)));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aVariableThatHoldsNoUuidIsToldOfAndTheCallerIsTakenAllTheSame() {
    assertThat(reader.started(start("slin", Map.of("TALKSPURT_ID", "1795178983.250"))))
        .containsExactly(new LineEvent.Announced(MADE));
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("TALKSPURT_ID that holds no UUID but the unique id of a channel");
  }

  @Test
  void aFormatThatIsNotSpokenIsToldWithTheRemedy() {
    assertThat(reader.started(start("opus\u001b", Map.of()))).isEmpty();
    assertThat(reader.over()).isTrue();
    assertThat(log.lines()).singleElement().asString().contains("opus\ufffd", "c(slin)");
  }

  @Test
  void aStartThatDoesNotComeIsTold() {
    reader.startMissing(Duration.ofSeconds(5));
    assertThat(log.lines()).singleElement().asString().contains("within 5000 ms");
    assertThat(counted("no_start")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO, false, false, ''",
    "AUTO, true, true, ''",
    "ON, true, true, ''",
    "ON, false, false, 'is not unbuffered, but websocket.unbuffered is on'",
    "OFF, false, false, ''",
    "OFF, true, false, 'is unbuffered, but websocket.unbuffered is off'"
  })
  void theSettingDecidesWhetherTheStartIsBelieved(
      Unbuffered setting, boolean told, boolean taken, String warning) {
    MediaReader set = reader(setting);
    set.started(new MediaEvent.Started("1.2", "slin", 320, Map.of(), told));
    assertThat(set.unbuffered()).isEqualTo(taken);
    if (warning.isEmpty()) {
      assertThat(log.lines()).isEmpty();
    } else {
      assertThat(log.lines()).singleElement().asString().contains(warning);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 120", "false, 121"})
  void withoutAQueueAMarkTellsWhatWasBeforeItAndNoTickMore(boolean unbuffered, long played) {
    reader.started(new MediaEvent.Started("1.2", "slin", 320, Map.of(), unbuffered));
    assertThat(reader.played(new MediaEvent.MarkProcessed("120")))
        .containsExactly(new LineEvent.Played(played));
  }

  @Test
  void aFloodOfErrorEventsIsLoggedWithinTheLimitAndCountedAndEndsNothing() {
    reader.started(start("slin", Map.of()));
    for (int n = 0; n < 1000; n++) {
      reader.refused(new MediaEvent.Refused("error " + n + "\n\u001b[2J"));
    }
    assertThat(log.lines())
        .hasSize(10)
        .noneMatch(line -> line.contains("\n") || line.contains("\u001b"));
    assertThat(log.lines().get(9)).contains("error 9").endsWith("are only counted)");
    assertThat(counted("error_event")).isEqualTo(1000);
    assertThat(reader.over()).isFalse();
  }

  private MediaReader reader(Unbuffered unbuffered) {
    return new MediaReader(
        "line-1",
        Optional.empty(),
        () -> MADE,
        SocketSettings.of(unbuffered),
        metrics.lines(),
        new LimitedLog(() -> 0, 10));
  }

  private static MediaEvent.Started start(String format, Map<String, String> variables) {
    return new MediaEvent.Started(
        "1.2", format, format.equals("slin") ? 320 : 160, variables, false);
  }

  private double counted(String why) {
    return metrics.registry().scrape(name -> name.startsWith("talkspurt_line_unreadable")).stream()
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> why.equals(point.getLabels().get("why")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }
}
