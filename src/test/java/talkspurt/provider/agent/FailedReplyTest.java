package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FailedReplyTest {

  @Test
  void isToldInTheLanguageOfTheCallAndInBrackets() {
    for (String language : List.of("de", "en", "es", "fr", "it", "nl", "pt")) {
      assertThat(FailedReply.told(language)).startsWith("[").endsWith("]");
      assertThat(FailedReply.told(language + "-XX")).isEqualTo(FailedReply.told(language));
    }
    assertThat(FailedReply.told("de")).contains("Entschuldigung");
    assertThat(FailedReply.told("tlh")).isEqualTo(FailedReply.told("en"));
  }
}
