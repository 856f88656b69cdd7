package talkspurt.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenReplyTest {

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "200, ''",
    "400, one",
    "1000, one two",
    "1199, one two",
    "1999, one two three",
    "2000, one two three four"
  })
  void whatWasHeardIsCutAtAWord(int playedMs, String heard) {
    SpokenReply reply = new SpokenReply();
    reply.add("one two ", 1000);
    reply.add("three four", 1000);
    reply.end();
    assertThat(reply.heard(playedMs)).isEqualTo(heard);
  }

  @Test
  void wordsThatAreAheadOfTheirSoundAreNotHeardYet() {
    SpokenReply reply = new SpokenReply();
    reply.add("one two three four five six seven eight nine ten", 500);
    assertThat(reply.heard(500)).isEqualTo("one two");
    assertThat(reply.heard(Integer.MAX_VALUE)).isEqualTo(reply.words());
  }

  @Test
  void whereNothingWasSaidNothingWasHeard() {
    SpokenReply reply = new SpokenReply();
    assertThat(reply.heard(100)).isEmpty();
    reply.end();
    assertThat(reply.heard(100)).isEmpty();
  }
}
