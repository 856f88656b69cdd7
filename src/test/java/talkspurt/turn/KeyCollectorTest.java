package talkspurt.turn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyCollectorTest {

  private final KeyCollector keys = new KeyCollector();

  @Test
  void oneKeyIsAnInputUnlessMoreAreAskedFor() {
    assertThat(keys.press('1')).contains("1");
    assertThat(keys.press('*')).contains("*");
    assertThat(keys.finish()).isEmpty();
  }

  @Test
  void anInputIsCompleteAtItsMostKeys() {
    keys.maxKeys(3);
    assertThat(keys.press('1')).isEmpty();
    assertThat(keys.press('2')).isEmpty();
    assertThat(keys.press('3')).contains("123");
    assertThat(keys.press('4')).isEmpty();
  }

  @Test
  void hashEndsAnInputAndIsNoPartOfIt() {
    keys.maxKeys(10);
    keys.press('4');
    keys.press('2');
    assertThat(keys.press('#')).contains("42");
    assertThat(keys.finish()).isEmpty();
  }

  @Test
  void hashAloneIsAKeyLikeAnyOther() {
    assertThat(keys.press('#')).contains("#");
    keys.maxKeys(4);
    assertThat(keys.press('#')).isEmpty();
    assertThat(keys.finish()).contains("#");
  }

  @Test
  void aPauseEndsAnInput() {
    keys.maxKeys(4);
    keys.press('7');
    assertThat(keys.finish()).contains("7");
    assertThat(keys.finish()).isEmpty();
  }
}
