package talkspurt.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {

  @Test
  void aTextIsCutAtTheEndsOfItsSentences() {
    assertThat(Sentences.of("Good morning. How can I help?  We are open! ", "en"))
        .containsExactly("Good morning.", "How can I help?", "We are open!");
    assertThat(Sentences.of("no end", "de")).containsExactly("no end");
    assertThat(Sentences.of("  ", "en")).isEmpty();
  }
}
