package talkspurt.loadtest.standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionSoundTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'audio/pcm','rate':24000} | PCM",
        "{'type':'audio/pcm'} | ''",
        "{'type':'audio/pcm','rate':16000} | ''",
        "{'type':'audio/pcmu'} | PCMU",
        "{'type':'audio/mp3'} | ''",
        "{} | ''"
      })
  void isAsASessionAsks(String format, String sound) throws JsonProcessingException {
    var asked = JsonMapper.builder().build().readTree(format.replace('\'', '"'));
    assertEquals(
        Optional.of(sound).filter(name -> !name.isEmpty()).map(SessionSound::valueOf),
        SessionSound.of(asked));
  }

  /** Of ITU-T G.711: nothing, the loudest, the same below zero, and the ends of the first two segments. */
  @Test
  void muLawHasTheCodesOfTheStandard() {
    short[] samples = {0, Short.MAX_VALUE, -1, Short.MIN_VALUE, 123, 124, 1000};
    byte[] codes = {(byte) 0xff, (byte) 0x80, 0x7f, 0, (byte) 0xf0, (byte) 0xef, (byte) 0xce};
    assertArrayEquals(codes, SessionSound.PCMU.bytes(samples, 0, samples.length));
  }

  @Test
  void theLastPieceEndsWithTheSound() {
    assertArrayEquals(new byte[] {3, 0}, SessionSound.PCM.bytes(new short[] {1, 2, 3}, 2, 5));
    assertEquals(1, SessionSound.PCMU.bytes(new short[] {1, 2, 3}, 2, 5).length);
  }
}
