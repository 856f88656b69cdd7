package talkspurt.provider.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LookaheadTest {

  private static final Pattern STARS = Pattern.compile("\\*+");

  private final Lookahead text = new Lookahead();

  @Test
  void aPatternThatMoreTextMayLengthenIsNotDecided() {
    text.add("**");
    text.begin();
    assertThat(text.is(STARS)).isFalse();
    assertThat(text.undecided()).isTrue();
    text.add("*a");
    assertThat(text.is(STARS)).as("until it is looked at anew").isFalse();
    text.begin();
    assertThat(text.is(STARS)).isTrue();
    assertThat(text.undecided()).isFalse();
    assertThat(text.pass()).isEqualTo('*');
    assertThat(text.next()).isEqualTo('a');
  }

  @Test
  void atTheEndAllIsDecided() {
    text.add("**");
    text.ended(true);
    text.begin();
    assertThat(text.is(STARS)).isTrue();
    text.pass();
    assertThat(text.isEmpty()).isTrue();
  }

  @Test
  void whatIsReplacedIsReadAgain() {
    text.add("**b");
    text.begin();
    assertThat(text.is(STARS)).isTrue();
    text.replace("a");
    assertThat(text.next()).isEqualTo('a');
    assertThat(text.afterNext()).isEqualTo('b');
    text.pass(1);
    assertThat(text.afterNext()).as("nothing is behind").isEqualTo(' ');
  }

  @Test
  void readsOnToAnEndOrToWhereItMayBegin() {
    text.add("x".repeat(50) + "-");
    assertThat(text.passUntil(Pattern.compile("-->"), 3)).isFalse();
    text.compact();
    text.add("->y");
    assertThat(text.passUntil(Pattern.compile("-->"), 3)).isTrue();
    assertThat(text.next()).isEqualTo('y');
  }

  @Test
  void withoutTheEndAllIsReadOver() {
    text.add("x-");
    text.ended(true);
    assertThat(text.passUntil(Pattern.compile("-->"), 3)).isFalse();
    assertThat(text.isEmpty()).isTrue();
  }
}
