package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.words;

import org.junit.jupiter.api.Test;

class SpokenTextTest {

  @Test
  void joinsWithOneSpaceAndLeavesNothingOut() {
    assertThat(words("Hello. ").then(words(" How are you?")))
        .isEqualTo(words("Hello. How are you?"));
    assertThat(SpokenText.NOTHING.then(words("Hello."))).isEqualTo(words("Hello."));
    assertThat(words("Hello.").then(words("  "))).isEqualTo(words("Hello."));
  }

  @Test
  void knowsItsLastWords() {
    SpokenText heard = words("Hello. How are you?");
    assertThat(heard.endsWith(words("How are you?"))).isTrue();
    assertThat(heard.endsWith(words(" How are you? "))).isTrue();
    assertThat(heard.endsWith(words("Hello."))).isFalse();
    assertThat(heard.endsWith(SpokenText.NOTHING)).isFalse();
    assertThat(SpokenText.NOTHING.endsWith(heard)).isFalse();
  }
}
