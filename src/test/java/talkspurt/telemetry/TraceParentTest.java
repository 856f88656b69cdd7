package talkspurt.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void whatIsReadIsWrittenAlike() {
    String kept = "00-" + TRACE + "-" + SPAN + "-01";
    String left = "00-" + TRACE + "-" + SPAN + "-00";
    assertThat(TraceParent.read(kept)).contains(new TraceParent(TRACE, SPAN, true));
    assertThat(TraceParent.read(left)).contains(new TraceParent(TRACE, SPAN, false));
    assertThat(TraceParent.read(kept).orElseThrow().text()).isEqualTo(kept);
    assertThat(TraceParent.read(left).orElseThrow().text()).isEqualTo(left);
  }

  @Test
  void aLaterVersionIsReadAsFarAsItIsKnown() {
    assertThat(TraceParent.read("01-" + TRACE + "-" + SPAN + "-03-more"))
        .contains(new TraceParent(TRACE, SPAN, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x"
      })
  void whatIsNoneIsNone(String text) {
    assertThat(TraceParent.read(text)).isEmpty();
  }

  @Test
  void idsFollowFromTheCallAndAreValid() {
    Random random = new Random(7);
    Set<String> spans = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      UUID call = new UUID(random.nextLong(), random.nextLong());
      assertThat(TraceParent.traceIdOf(call)).isEqualTo(call.toString().replace("-", ""));
      assertThat(TraceParent.spanIdOf(call))
          .isEqualTo(TraceParent.spanIdOf(call))
          .hasSize(16);
      spans.add(TraceParent.spanIdOf(call));
    }
    assertThat(spans).hasSize(1000);
    UUID none = new UUID(0, 0);
    assertThat(TraceParent.traceIdOf(none)).isEqualTo("00000000000000000000000000000001");
    assertThat(TraceParent.spanIdOf(none)).isEqualTo("0000000000000001");
  }
}
