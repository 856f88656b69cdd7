package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenConnectionTest {

  static Stream<Arguments> failures() {
    SSLHandshakeException untrusted = new SSLHandshakeException("no path");
    untrusted.initCause(new IllegalStateException("unable to find certification path\nmore"));
    return Stream.of(
        Arguments.of(new CompletionException(untrusted), "TLS: unable to find certification path"),
        Arguments.of(new SSLHandshakeException("bad name"), "TLS: bad name"),
        Arguments.of(
            new IOException("Tcp command failed", new UnknownHostException("api.exmaple.org")),
            "the name service does not know its host"),
        Arguments.of(
            new RuntimeException(new ConnectException("Connection refused")), "Connection refused"),
        Arguments.of(new ConnectException(), "ConnectException"),
        Arguments.of(new IOException("key=secret"), "IOException"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysWhyInAFewWords(Throwable failure, String words) {
    assertThat(BrokenConnection.why(failure)).isEqualTo(words);
  }
}
