package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbeIdTest {

  @Test
  void isToldFromAllRandomIdsAndKeepsTheirRandomBits() {
    UUID random = UUID.fromString("0f1e2d3c-4b5a-4697-8877-665544332211");
    assertThat(ProbeId.of(random)).hasToString("70726f62-4b5a-8697-8877-665544332211");
    Stream.generate(UUID::randomUUID).limit(1000).forEach(some -> {
      UUID probe = ProbeId.of(some);
      assertThat(ProbeId.is(some)).isFalse();
      assertThat(ProbeId.is(some.toString())).isFalse();
      assertThat(ProbeId.is(probe)).isTrue();
      assertThat(ProbeId.is(probe.toString())).isTrue();
      assertThat(probe.variant()).isEqualTo(2);
    });
  }

  @Test
  void neitherItsVersionNorItsHeadAloneMakesOne() {
    for (String other : new String[] {
      "70726f62-4b5a-4697-8877-665544332211",
      "70726f63-4b5a-8697-8877-665544332211",
      "80726f62-4b5a-8697-8877-665544332211"
    }) {
      assertThat(ProbeId.is(UUID.fromString(other))).as(other).isFalse();
      assertThat(ProbeId.is(other)).as(other).isFalse();
    }
    assertThat(ProbeId.is("70726f62-")).isFalse();
  }
}
