package talkspurt.provider.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseGrammarTest {

  @Test
  void holdsEveryPhraseWithCarriersAround() {
    String jsgf =
        PhraseGrammar.of("menu", List.of("opening hours", "sales"), List.of("please", "i want"));
    assertEquals("""
        #JSGF V1.0;
        grammar menu;
        <carrier> = (please) | (i want);
        <phrase> = (opening hours) | (sales);
        public <said> = [<carrier>] [<carrier>] [<carrier>] <phrase> [please];
        """, jsgf);
  }
}
