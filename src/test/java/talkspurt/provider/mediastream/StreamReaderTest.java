package talkspurt.provider.mediastream;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.LoggedLines;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.Sounds;
import talkspurt.fake.WellFormed;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;
import talkspurt.websocket.SocketMessage;

class StreamReaderTest {

  private final Metrics metrics = new Metrics();
  private final LoggedLines log = LoggedLines.of(StreamReader.class);
  private final StreamReader reader =
      new StreamReader("MZ1", "call-1", 5, metrics.bots(), new LimitedLog(() -> 0, 10));

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void jsonInABinaryMessageIsReadAsIfItWereText() {
    assertThat(reader.read(binary("{\"event\":\"clear\"}"))).containsExactly(new Output.Clear());
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void severalObjectsInOneMessageAreReadInTheirOrder() {
    String mark = "{\"event\":\"mark\",\"mark\":{\"name\":\"%s\"}}";
    assertThat(text(mark.formatted("a") + "\n" + mark.formatted("b") + mark.formatted("c")))
        .containsExactly(new Output.Mark("a"), new Output.Mark("b"), new Output.Mark("c"));
    assertThat(text("[" + mark.formatted("d") + "," + mark.formatted("e") + "]"))
        .containsExactly(new Output.Mark("d"), new Output.Mark("e"));
  }

  @Test
  void aMarkWithoutANameComesBackWithoutOne() {
    assertThat(text("{\"event\":\"mark\",\"streamSid\":\"MZ1\"}"))
        .containsExactly(new Output.Mark(""));
  }

  @Test
  void whatCannotBeReadIsToldOnceAKindWithTheReason() {
    for (int round = 0; round < 2; round++) {
      text("{\"event\":\"media\",\"media\":{\"payload\":\"***\"}}");
      reader.read(binary("\ufffd\ufffd"));
    }
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(0))
        .startsWith("WARN the bot of call call-1 sent a media message")
        .contains("media.payload", "base64");
    assertThat(log.lines().get(1)).contains("binary message that is not JSON", "µ-law at 8 kHz");
    assertThat(counted("bad_payload")).isEqualTo(2);
    assertThat(counted("no_text")).isEqualTo(2);
  }

  @Test
  void anUnknownEventIsToldOnceByItsNameAndNeverEndsTheConversation() {
    for (int round = 0; round < 100; round++) {
      assertThat(text("{\"event\":\"hangup\"}")).isEmpty();
      assertThat(text("{\"event\":\"a\\u001b[2J\\nb\"}")).isEmpty();
    }
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(0)).contains("an event that is not known: hangup;");
    assertThat(log.lines().get(1)).contains("a\ufffd[2J b;");
    assertThat(counted("unknown_event")).isEqualTo(200);
  }

  @Test
  void eventsOfEverNewNamesDoNotFillTheLog() {
    StreamReader loud =
        new StreamReader("MZ1", "call-1", 5, metrics.bots(), new LimitedLog(() -> 0, 1_000_000));
    for (int n = 0; n < 1000; n++) {
      loud.read(new SocketMessage.Text("{\"event\":\"e" + n + "\"}"));
    }
    assertThat(log.lines()).hasSize(16);
  }

  @Test
  void streamsWithoutEndShareOneLimitOfLinesAndAllAreCounted() {
    LimitedLog shared = new LimitedLog(() -> 0, 10);
    for (int n = 0; n < 100; n++) {
      new StreamReader("MZ" + n, "call-" + n, 5, metrics.bots(), shared)
          .read(binary("\ufffd\ufffd"));
    }
    assertThat(log.lines()).hasSize(10);
    assertThat(log.lines().get(9))
        .startsWith("WARN the bot of call call-9 ")
        .endsWith("only counted)");
    assertThat(counted("no_text")).isEqualTo(100);
  }

  @Test
  void whateverABotSendsItsNextMarkIsRead() {
    String any = "{'event':?,'mark':{'name':?},'media':{'payload':?},?:?}";
    OutsideTexts.through(68, 2_000, texts -> {
      StreamReader fresh =
          new StreamReader("MZ1", "call-1", 5, metrics.bots(), new LimitedLog(() -> 0, 1));
      WellFormed.assertAll(fresh.read(new SocketMessage.Text(texts.json(any))));
      WellFormed.assertAll(fresh.read(binary(texts.next())));
      WellFormed.assertAll(fresh.read(new SocketMessage.Text(texts.json(
          "{'event':'mark','mark':{'name':?}}{'event':'media','media':{'payload':?}}"))));
      assertThat(fresh.read(new SocketMessage.Text("{\"event\":\"clear\"}")))
          .containsExactly(new Output.Clear());
    });
    assertThat(log.lines()).isNotEmpty().allSatisfy(WellFormed::assertAll);
  }

  @Test
  void tooMuchOfWhatCannotBeReadIsAFailure() {
    for (int n = 0; n < 5; n++) {
      assertThat(text("nonsense")).isEmpty();
    }
    List<Output> last = text("nonsense");
    assertThat(((Output.Failed) last.get(0)).failure().detail()).contains("more than 5 messages");
  }

  @Test
  void soundForgivesWhatCouldNotBeRead() {
    for (int n = 0; n < 50; n++) {
      assertThat(text("nonsense")).isEmpty();
      assertThat(text("{\"event\":\"media\",\"media\":{\"payload\":\"/////w==\"}}"))
          .hasSize(1);
    }
  }

  @Test
  void soundThatIsNotAsAskedForIsPlayedAndToldOnce() {
    short[] voice = Sounds.tones(8000, 400, -20, 150, 310, 520).samples();
    ByteBuffer bytes = ByteBuffer.allocate(2 * voice.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(voice);
    String payload = Base64.getEncoder().encodeToString(bytes.array());
    for (int round = 0; round < 2; round++) {
      List<Output> said = text("{\"event\":\"media\",\"media\":{\"payload\":\"" + payload + "\"}}");
      assertThat(((Output.Audio) said.get(0)).frame().samples()).isEqualTo(voice);
    }
    assertThat(log.lines())
        .containsExactly("WARN the bot of call call-1 does not send µ-law at 8 kHz as asked for,"
            + " but 16-bit linear, read at 8 kHz");
  }

  @Test
  void soundThatCannotBeReadIsSkippedAndTold() {
    for (int round = 0; round < 2; round++) {
      assertThat(text("{\"event\":\"media\",\"media\":{\"payload\":\"T2dnUwAAAAAAAAAA\"}}"))
          .isEmpty();
      assertThat(
              text(
                  "{\"event\":\"media\",\"media\":{\"payload\":\"/w==\",\"contentType\":\"audio/mpeg\"}}"))
          .isEmpty();
    }
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0)).contains("neither µ-law, A-law nor linear");
    assertThat(counted("other_codec")).isEqualTo(4);
    assertThat(text("{\"event\":\"clear\"}")).hasSize(1);
    assertThat(text("{\"event\":\"media\",\"media\":{\"payload\":\"////////\"}}"))
        .hasSize(1);
  }

  private List<Output> text(String text) {
    return reader.read(new SocketMessage.Text(text));
  }

  private double counted(String why) {
    return metrics.registry().scrape(name -> name.startsWith("talkspurt_bot_unreadable")).stream()
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> why.equals(point.getLabels().get("why")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private static SocketMessage binary(String text) {
    return new SocketMessage.Binary(ByteString.fromString(text));
  }
}
