package talkspurt.line.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.LoggedLines;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.WellFormed;
import talkspurt.line.LineEvent;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;

class AudioSocketReaderTest {

  private static final String ID = "010010" + "00".repeat(15) + "07";

  private final Metrics metrics = new Metrics();
  private final LoggedLines log = LoggedLines.of(AudioSocketReader.class);
  private final AudioSocketReader reader =
      new AudioSocketReader("line-1", 3, metrics.lines(), new LimitedLog(() -> 0, 10));

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void theCallIsAnnouncedThenHeard() {
    assertThat(reader.announced()).isFalse();
    assertThat(read(ID)).containsExactly(new LineEvent.Announced(new UUID(0, 7)));
    assertThat(reader.announced()).isTrue();
    assertThat(read("10000201000300013" + "3"))
        .hasSize(2)
        .last()
        .isEqualTo(new LineEvent.KeyPressed('3'));
    assertThat(reader.over()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0100020001, wrong_length",
    "020000, unknown_kind",
    "100000, wrong_length",
    "ff000101, failure",
    "03000145, bad_digit"
  })
  void aMistakeIsCountedAndForgivenUpToALimit(String message, String why) {
    assertThat(read(message)).isEmpty();
    assertThat(read(message)).isEmpty();
    assertThat(reader.over()).isFalse();
    assertThat(read(message)).isEmpty();
    assertThat(reader.over()).isTrue();
    assertThat(counted(why)).isEqualTo(3);
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(0)).startsWith("WARN line line-1 sent what cannot be read");
    assertThat(log.lines().get(1)).startsWith("WARN line line-1 is closed: 3 messages");
  }

  @Test
  void soundOfAnOddNumberOfBytesIsHeardCountedAndToldOnce() {
    read(ID);
    for (int n = 0; n < 10; n++) {
      LineEvent heard = read("1000030100ff").get(0);
      assertThat(((LineEvent.Heard) heard).frame().samples()).containsExactly(1);
    }
    assertThat(reader.over()).isFalse();
    assertThat(counted("wrong_length")).isEqualTo(10);
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void connectionsWithoutEndShareOneLimitOfLinesAndAllAreCounted() {
    LimitedLog shared = new LimitedLog(() -> 0, 10);
    for (int n = 0; n < 100; n++) {
      AudioSocketReader stray = new AudioSocketReader("line-" + n, 3, metrics.lines(), shared);
      stray.read(ByteString.fromArray(HexFormat.of().parseHex("020000")));
      stray.idMissing(Duration.ofSeconds(5));
    }
    assertThat(log.lines())
        .hasSize(20)
        .filteredOn(line -> line.contains("did not say"))
        .hasSize(10);
    assertThat(log.lines())
        .filteredOn(line -> line.endsWith(" (more of them within a minute are only counted)"))
        .hasSize(2)
        .allMatch(line -> line.startsWith("WARN line line-9 "));
    assertThat(counted("unknown_kind")).isEqualTo(100);
    assertThat(counted("no_id")).isEqualTo(100);
  }

  @Test
  void whateverTextsNameACallTheLineIsClosedOrGoesOnAndTheLogStaysReadable() {
    OutsideTexts.through(69, 2_000, texts -> {
      AudioSocketReader fresh =
          new AudioSocketReader("line-1", 3, metrics.lines(), new LimitedLog(() -> 0, 1));
      for (int kind : new int[] {0x01, 0x03, 0x20}) {
        byte[] text = texts.next().getBytes(StandardCharsets.UTF_8);
        assertThat(fresh.read(message(kind, text.length % 2 == 0 ? text : texts.bytes(12))))
            .noneMatch(LineEvent.Heard.class::isInstance);
      }
      if (!fresh.over() && !fresh.announced()) {
        assertThat(fresh.read(message(0x01, new byte[16])))
            .startsWith(new LineEvent.Announced(new UUID(0, 0)));
      }
    });
    assertThat(log.lines()).isNotEmpty().allSatisfy(WellFormed::assertAll);
  }

  private static ByteString message(int kind, byte[] payload) {
    byte[] head = {(byte) kind, (byte) (payload.length >> 8), (byte) payload.length};
    return ByteString.fromArray(head).concat(ByteString.fromArray(payload));
  }

  /** A peer that sends its id a second late. */
  @Test
  void soundAndKeysBeforeTheIdAreHeldUntilItComes() {
    for (int n = 0; n < 50; n++) {
      assertThat(read("100140" + "0100".repeat(160))).isEmpty();
    }
    assertThat(read("03000131")).isEmpty();
    List<LineEvent> events = read(ID);
    assertThat(events).hasSize(52).startsWith(new LineEvent.Announced(new UUID(0, 7)));
    assertThat(events).endsWith(new LineEvent.KeyPressed('1'));
    assertThat(reader.over()).isFalse();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void ofTooMuchSoundBeforeTheIdTheOldestIsDroppedAndCounted() {
    for (int n = 0; n < 1000; n++) {
      read("100140" + "0100".repeat(160));
    }
    int held = read(ID).size() - 1;
    assertThat(held).isEqualTo(160_000 / 384);
    assertThat(counted("before_id")).isEqualTo(1000 - held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "020000",
        "ff000101",
        "770003616263",
        "100000",
        "03000145",
        "01001000000000000000000000000000000007"
      })
  void strayMessagesAreForgivenForEverWhileTheSoundGoesOn(String stray) {
    read(ID);
    for (int n = 0; n < 1000; n++) {
      read(stray + stray);
      assertThat(read("1000020100")).hasSize(1);
    }
    assertThat(reader.over()).isFalse();
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void soundBeforeTheIdForgivesNothing() {
    read("020000" + "1000020100" + "020000" + "1000020100" + "020000");
    assertThat(reader.over()).isTrue();
  }

  @Test
  void anIdAsTextIsUnderstoodAndToldOf() {
    String text = "00000000-0000-0000-0000-000000000007";
    assertThat(read(idOf(text))).containsExactly(new LineEvent.Announced(new UUID(0, 7)));
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("names its call by text", "16 bytes");
    assertThat(counted("written_id")).isEqualTo(1);
    assertThat(reader.over()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1795178983.250", "1795178983.12345", "pbx-1795178983.7"})
  void theIdOfAChannelIsRefusedWithTheRemedy(String text) {
    assertThat(read(idOf(text))).isEmpty();
    assertThat(reader.over()).isTrue();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("is closed", "unique id of a channel", "${UUID()}");
    assertThat(counted("channel_id")).isEqualTo(1);
  }

  @Test
  void anotherTextIsRefusedWithoutShowingIt() {
    read(idOf("call of +4930123456"));
    assertThat(reader.over()).isTrue();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("19 characters")
        .doesNotContain("4930");
  }

  @Test
  void aPeerWithoutAnIdIsToldOf() {
    reader.idMissing(Duration.ofSeconds(5));
    assertThat(log.lines()).singleElement().asString().contains("did not say within 5000 ms");
    assertThat(counted("no_id")).isEqualTo(1);
  }

  @Test
  void aSecondIdIsAMistakeAndChangesNothing() {
    assertThat(read(ID + ID)).hasSize(1);
    assertThat(counted("second_id")).isEqualTo(1);
  }

  @Test
  void nothingIsTakenAfterTheEnd() {
    assertThat(read(ID + "000000" + "03000131")).hasSize(1);
    assertThat(reader.over()).isTrue();
    assertThat(read("03000131")).isEmpty();
  }

  private static String idOf(String text) {
    return "01%04x".formatted(text.length())
        + HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private List<LineEvent> read(String hex) {
    return reader.read(ByteString.fromArray(HexFormat.of().parseHex(hex)));
  }

  private double counted(String why) {
    return metrics.registry().scrape(name -> name.startsWith("talkspurt_line_unreadable")).stream()
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .filter(point -> why.equals(point.getLabels().get("why")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }
}
