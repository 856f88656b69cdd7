package talkspurt.provider.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter.Used;
import talkspurt.provider.transport.TranscriptionUsage;

class UtteranceUsageTest {

  private static final Used ITS_LENGTH = Used.estimated(Usage.of(Unit.SOUND_MS, 500));
  private final List<Used> told = new ArrayList<>();
  private final UtteranceUsage usage = new UtteranceUsage(told::add, 8000);

  @Test
  void whatTheServerTellsCounts() {
    usage.asked();
    usage.told(new TranscriptionUsage(OptionalLong.of(1000), Usage.NONE));
    usage.over();
    assertThat(told).containsExactly(Used.unpriced(Usage.of(Unit.SOUND_MS, 1000)));
  }

  @Test
  void besideTokensItsLengthIsEstimated() {
    usage.asked();
    usage.told(new TranscriptionUsage(OptionalLong.empty(), Usage.of(Unit.OUTPUT_TOKENS, 7)));
    usage.over();
    assertThat(told).containsExactly(ITS_LENGTH, Used.unpriced(Usage.of(Unit.OUTPUT_TOKENS, 7)));
  }

  @Test
  void whatIsWaitedForInVainIsEstimatedButNotWhatIsRefused() {
    usage.over();
    usage.asked();
    usage.refused();
    usage.over();
    assertThat(told).isEmpty();
    usage.asked();
    usage.over();
    usage.over();
    assertThat(told).containsExactly(ITS_LENGTH);
  }
}
