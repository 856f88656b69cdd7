package talkspurt.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallKeyTest {

  private static final byte[] HERE = bytes("call|1|1");
  private static final byte[] WORDS = bytes("my number is 4711");

  private final CallKey key = CallKey.random();

  @Test
  void whatWasSealedOpensInItsContextAlone() {
    byte[] sealed = key.seal(WORDS, HERE);
    assertThat(key.open(sealed, HERE))
        .hasValueSatisfying(open -> assertThat(open).isEqualTo(WORDS));
    assertThat(key.open(sealed, bytes("call|1|2"))).isEmpty();
    assertThat(CallKey.random().open(sealed, HERE)).isEmpty();
    assertThat(new CallKey(key.bytes()).open(sealed, HERE)).isPresent();
  }

  @Test
  void nothingSealedIsTheSameTwiceOrShowsWhatItHolds() {
    Set<String> nonces = new HashSet<>();
    for (int time = 0; time < 1000; time++) {
      byte[] sealed = key.seal(WORDS, HERE);
      assertThat(nonces.add(Base64.getEncoder().encodeToString(Arrays.copyOf(sealed, 12))))
          .isTrue();
      assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("4711");
    }
  }

  @Test
  void whatWasChangedOrCutDoesNotOpen() {
    byte[] sealed = key.seal(WORDS, HERE);
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThat(key.open(changed, HERE)).isEmpty();
      assertThat(key.open(Arrays.copyOf(sealed, at), HERE)).isEmpty();
    }
  }

  @Test
  void anEmptyTextIsSealedToo() {
    assertThat(key.open(key.seal(new byte[0], HERE), HERE))
        .hasValueSatisfying(open -> assertThat(open).isEmpty());
  }

  @Test
  void aKeyHasItsLengthAndIsNotTold() {
    assertThatThrownBy(() -> new CallKey(new byte[16]))
        .hasMessage("the key has 16 bytes; allowed: 32");
    assertThat(key).hasToString("***");
    assertThat(MasterKeys.NONE.wrap("1", key).toString()).endsWith("bytes=***]");
  }

  @Test
  void withoutAMasterKeyTheKeyIsKeptAsItIs() {
    WrappedKey wrapped = MasterKeys.NONE.wrap("1", key);
    assertThat(wrapped.master()).isEmpty();
    assertThat(wrapped.bytes()).isEqualTo(key.bytes());
    assertThat(MasterKeys.NONE.unwrap("1", wrapped).orElseThrow().bytes()).isEqualTo(key.bytes());
  }

  @Test
  void masterKeysCanBeReplaced() {
    CallKey old = CallKey.random();
    MasterKeys before = new MasterKeys("a", Map.of("a", old));
    MasterKeys after = new MasterKeys("b", Map.of("a", old, "b", CallKey.random()));
    WrappedKey wrapped = before.wrap("1", key);
    assertThat(wrapped.master()).isEqualTo("a");
    assertThat(wrapped.bytes()).isNotEqualTo(key.bytes());
    assertThat(after.unwrap("1", wrapped).orElseThrow().bytes()).isEqualTo(key.bytes());
    assertThat(after.wrap("1", key).master()).isEqualTo("b");
    assertThat(before.unwrap("1", after.wrap("1", key))).isEmpty();
    assertThat(after.unwrap("2", wrapped)).as("of another call").isEmpty();
  }

  @Test
  void aMasterKeyThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> new MasterKeys("c", Map.of("b", key, "a", key)))
        .hasMessage("master-key is 'c'; allowed: one of [a, b]");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
