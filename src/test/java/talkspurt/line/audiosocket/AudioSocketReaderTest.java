package talkspurt.line.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.line.LineEvent;
import talkspurt.telemetry.Metrics;

class AudioSocketReaderTest {

  private static final String ID = "010010" + "00".repeat(15) + "07";

  private final Metrics metrics = new Metrics();
  private final AudioSocketReader reader = new AudioSocketReader(3, metrics);

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
    "100002ffff, before_id",
    "03000131, before_id",
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
