package talkspurt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnvelopeTest {

  private static final double NONE = Double.NaN;

  @Test
  void keepsTheExtremesOfEachColumn() {
    double[] values = {1, -3, 2, NONE, 5, NONE, NONE, NONE};
    Envelope envelope = Envelope.of(values.length, k -> values[k], 4);
    assertThat(envelope.least).containsExactly(-3, 2, 5, NONE);
    assertThat(envelope.greatest).containsExactly(1, 2, 5, NONE);
  }

  @Test
  void repeatsValuesWhereThereAreMoreColumns() {
    Envelope envelope = Envelope.of(2, k -> k, 4);
    assertThat(envelope.greatest).containsExactly(0, 0, 1, 1);
  }
}
