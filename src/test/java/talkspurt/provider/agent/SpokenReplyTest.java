package talkspurt.provider.agent;

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
    assertThat(reply.heard(playedMs)).isEqualTo(heard);
  }

  @Test
  void whereNothingWasSaidNothingWasHeard() {
    SpokenReply reply = new SpokenReply();
    assertThat(reply.heard(0)).isEmpty();
    assertThat(reply.heard(100)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "one two, -1, 0",
    "one two, 0, 0",
    "one two, 2, 0",
    "one two, 3, 3",
    "one two, 6, 3",
    "one two, 7, 7",
    "one two, 99, 7",
    "' one', 3, 0",
    "'one ', 3, 3",
    "'', 0, 0",
    "您好世界, 3, 3",
    "您好 one, 4, 2"
  })
  void aWordIsOverWhereTheNextBegins(String words, int characters, int end) {
    assertThat(SpokenReply.wordEnd(words, characters)).isEqualTo(end);
  }
}
