package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;

class TranscriptionUsageTest {

  private static TranscriptionUsage read(String usage) {
    try {
      return TranscriptionUsage.of(new ObjectMapper().readTree(usage));
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  @ParameterizedTest
  @CsvSource({"5.2,5200", "0.0004,0", "0.0005,1", "3,3000", "1e300,1000000000"})
  void theLengthOfTheSoundIsRead(String seconds, long ms) {
    assertThat(read("{\"type\":\"duration\",\"seconds\":" + seconds + "}"))
        .isEqualTo(new TranscriptionUsage(OptionalLong.of(ms), Usage.NONE));
  }

  @Test
  void tokensAreReadEachBySort() {
    assertThat(read("{'type':'tokens','input_tokens':26,'input_token_details':{'text_tokens':9,"
                .replace('\'', '"')
            + "'audio_tokens':17},'output_tokens':12,'total_tokens':38}".replace('\'', '"')))
        .isEqualTo(new TranscriptionUsage(
            OptionalLong.empty(),
            new Usage(Map.of(
                Unit.AUDIO_INPUT_TOKENS, 17L, Unit.INPUT_TOKENS, 9L, Unit.OUTPUT_TOKENS, 12L))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "[]",
        "7",
        "{\"seconds\":-1}",
        "{\"seconds\":\"5\"}",
        "{\"input_tokens\":-5,\"output_tokens\":\"x\"}"
      })
  void whatMakesNoSenseIsNotTold(String usage) {
    assertThat(read(usage)).isEqualTo(TranscriptionUsage.NONE);
  }
}
