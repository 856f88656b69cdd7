package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteLimitTest {

  private static ByteString bytes(String text) {
    return ByteString.fromString(text);
  }

  @Test
  void whatIsBeyondTheLimitIsLeftOut() {
    ByteLimit limit = new ByteLimit(7);
    assertThat(limit.take(bytes("abcd"))).containsExactly(bytes("abcd"));
    assertThat(limit.take(bytes(""))).isEmpty();
    assertThat(limit.take(bytes("efgh"))).containsExactly(bytes("efg"));
    assertThat(limit.take(bytes("i"))).isEmpty();
    assertThat(new ByteLimit(0).take(bytes("a"))).isEqualTo(List.of());
  }
}
