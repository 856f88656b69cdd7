package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineEndsTest {

  @Test
  void eachLineEndIsALineFeedWhereverThePiecesEnd() {
    String written = "a\r\nb\rc\nd\r\r\n\n";
    for (int cut = 0; cut <= written.length(); cut++) {
      LineEnds ends = new LineEnds();
      assertThat(ends.add(written.substring(0, cut)) + ends.add(written.substring(cut)))
          .as("cut at %d", cut)
          .isEqualTo("a\nb\nc\nd\n\n\n");
    }
  }
}
