package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;

class ResponseUsageTest {

  private static Usage usage(String json) {
    try {
      return ResponseUsage.of(new ObjectMapper().readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  @Test
  void tokensAreOfTextOrSoundNewOrCached() {
    assertThat(usage("""
            {'total_tokens': 253, 'input_tokens': 132, 'output_tokens': 121,
             'input_token_details': {'text_tokens': 119, 'audio_tokens': 13, 'cached_tokens': 64,
               'cached_tokens_details': {'text_tokens': 60, 'audio_tokens': 4}},
             'output_token_details': {'text_tokens': 30, 'audio_tokens': 91}}"""))
        .isEqualTo(Usage.of(Unit.INPUT_TOKENS, 59)
            .and(Unit.CACHED_INPUT_TOKENS, 60)
            .and(Unit.AUDIO_INPUT_TOKENS, 9)
            .and(Unit.CACHED_AUDIO_INPUT_TOKENS, 4)
            .and(Unit.OUTPUT_TOKENS, 30)
            .and(Unit.AUDIO_OUTPUT_TOKENS, 91));
  }

  @Test
  void whatIsNotToldInPartsIsText() {
    assertThat(usage("{'input_tokens': 132, 'output_tokens': 121}"))
        .isEqualTo(Usage.of(Unit.INPUT_TOKENS, 132).and(Unit.OUTPUT_TOKENS, 121));
    assertThat(usage("{'input_tokens': 10, 'input_token_details': {'cached_tokens': 4}}"))
        .isEqualTo(Usage.of(Unit.INPUT_TOKENS, 6).and(Unit.CACHED_INPUT_TOKENS, 4));
  }

  @Test
  void nonsenseIsNothing() {
    assertThat(usage("null")).isEqualTo(Usage.NONE);
    assertThat(usage("'much'")).isEqualTo(Usage.NONE);
    assertThat(usage("{'input_tokens': -4, 'output_tokens': 'x', 'input_token_details': []}"))
        .isEqualTo(Usage.NONE);
    assertThat(usage("{'input_token_details': {'audio_tokens': 5, 'cached_tokens_details':"
            + " {'audio_tokens': 9}}}"))
        .isEqualTo(Usage.of(Unit.CACHED_AUDIO_INPUT_TOKENS, 5));
  }

  @Test
  void aResponseTellsIt() {
    assertThat(ServerEventCodec.decode("{\"type\":\"response.done\",\"response\":{\"id\":\"r\","
            + "\"status\":\"completed\",\"usage\":{\"output_tokens\":7}}}"))
        .isEqualTo(new ServerEvent.ResponseDone(
            "r", ServerEvent.Status.COMPLETED, "", List.of(), Usage.of(Unit.OUTPUT_TOKENS, 7)));
  }
}
