package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OperatorNoteTest {

  @Test
  void saysWhoseWordsTheyAre() {
    assertThat(OperatorNote.hint("desk", "VIP"))
        .startsWith("[Note of the operator \"desk\", which the caller does not hear.")
        .endsWith(" VIP");
    assertThat(OperatorNote.hint("", "VIP")).startsWith("[Note of the operator, which");
    assertThat(OperatorNote.said("desk", "One moment."))
        .startsWith("[The operator \"desk\" had these words said to the caller")
        .endsWith(" One moment.");
    assertThat(OperatorNote.saidNext("")).contains("the operator had them said in your voice");
  }
}
