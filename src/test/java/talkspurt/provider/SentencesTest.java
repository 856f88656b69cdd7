package talkspurt.provider;

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

  @Test
  void theFirstClauseIsGivenAtOnceAndThenWholeSentences() {
    Sentences cut = new Sentences("en");
    assertThat(cut.add("Well, I can ")).isEmpty();
    assertThat(cut.add("help you with that,")).isEmpty();
    assertThat(cut.add(" of course, and")).containsExactly("Well, I can help you with that,");
    assertThat(cut.add(" gladly. ")).isEmpty();
    assertThat(cut.add("When")).containsExactly("of course, and gladly.");
    assertThat(cut.add(" shall it be, and where?")).isEmpty();
    assertThat(cut.rest()).contains("When shall it be, and where?");
    assertThat(cut.rest()).isEmpty();
  }

  @Test
  void aTextIsCutAlikeHoweverItComes() {
    String text = "At 3.5 km you meet Dr. Smith. He is in. No. 5 it is! Sure?";
    Sentences cut = new Sentences("en");
    java.util.List<String> one = new java.util.ArrayList<>();
    for (char each : text.toCharArray()) {
      one.addAll(cut.add(String.valueOf(each)));
    }
    cut.rest().ifPresent(one::add);
    assertThat(one).isEqualTo(Sentences.of(text, "en"));
    assertThat(one.get(0)).isEqualTo("At 3.5 km you meet Dr. Smith.");
  }

  @Test
  void aSentenceWithoutEndIsCutAtAWord() {
    String endless = "word ".repeat(500);
    assertThat(Sentences.of(endless, "en"))
        .allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(400))
        .allSatisfy(part -> assertThat(part).matches("(word ?)+"));
    assertThat(String.join(" ", Sentences.of(endless, "en"))).isEqualTo(endless.strip());
    assertThat(Sentences.of("x".repeat(1000), "en")).hasSize(3);
  }
}
