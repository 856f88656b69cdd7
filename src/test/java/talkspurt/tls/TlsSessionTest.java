package talkspurt.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.TestAuthority;

class TlsSessionTest {

  @TempDir
  private static Path made;

  private static SSLContext server;
  private static SSLContext client;

  @BeforeAll
  static void make() throws Exception {
    TestAuthority authority = TestAuthority.in(made);
    server = authority.context(authority.localhost());
    client = authority.context();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void whatOneSealsTheOtherReadsHoweverItIsCut(String version) throws Exception {
    Random random = new Random(7);
    for (int longest : new int[] {1, 7, 100, 20_000}) {
      Sides sides = new Sides(version, () -> 1 + random.nextInt(longest));
      byte[] request = bytes(random, 40_000);
      byte[] answer = bytes(random, 323);
      sides.ours.begin();
      sides.settle();
      sides.ours.say(request);
      sides.settle();
      sides.theirs.say(answer);
      sides.settle();
      assertThat(sides.theirs.heard()).isEqualTo(request);
      assertThat(sides.ours.heard()).isEqualTo(answer);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theEndIsTold(String version) throws Exception {
    Sides sides = new Sides(version, () -> 1000);
    sides.ours.begin();
    sides.settle();
    assertThat(sides.theirs.session.peerClosed()).isFalse();
    sides.ours.session.close();
    sides.settle();
    assertThat(sides.theirs.session.peerClosed()).isTrue();
    assertThat(sides.theirs.session.receive(ByteBuffer.wrap(new byte[] {23, 3, 3, 0, 1, 0})))
        .as("after the end")
        .isEmpty();
  }

  @Test
  void whatIsNoTlsIsRefusedAndThePeerIsTold() {
    TlsSession session = new TlsSession(engine(server, false, "TLSv1.3"));
    assertThatThrownBy(() -> session.receive(ByteBuffer.wrap(new byte[] {1, 0, 16, 0, 0, 0, 0, 0})))
        .isInstanceOf(SSLException.class);
    assertThat(session.toSend()).as("an alert").startsWith(21, 3, 3);
    assertThat(session.toSend()).isEmpty();
  }

  @Test
  void whoIsNotBelievedIsRefused() throws Exception {
    Sides sides = new Sides("TLSv1.3", () -> 1000, SSLContext.getDefault());
    sides.ours.begin();
    assertThatThrownBy(sides::settle).isInstanceOf(SSLException.class);
  }

  @Test
  void aRecordThatWasChangedIsRefused() throws Exception {
    Sides sides = new Sides("TLSv1.3", () -> 100_000);
    sides.ours.begin();
    sides.settle();
    sides.ours.say("words".getBytes(StandardCharsets.US_ASCII));
    byte[] sealed = sides.ours.session.toSend();
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> sides.theirs.session.receive(ByteBuffer.wrap(sealed)))
        .isInstanceOf(SSLException.class);
    assertThat(sides.theirs.heard()).isEmpty();
  }

  @Test
  void aSecondHandshakeIsRefused() throws Exception {
    Sides sides = new Sides("TLSv1.2", () -> 100_000);
    sides.ours.begin();
    sides.settle();
    sides.ours.engine.beginHandshake();
    sides.ours.session.receive(ByteBuffer.allocate(0));
    assertThatThrownBy(sides::settle).hasMessageContaining("second handshake");
  }

  @Test
  void nothingIsSealedBeforeTheHandshake() {
    TlsSession session = new TlsSession(engine(server, false, "TLSv1.3"));
    assertThatThrownBy(() -> session.seal(ByteBuffer.wrap(new byte[10])))
        .isInstanceOf(SSLException.class);
  }

  private static byte[] bytes(Random random, int length) {
    byte[] all = new byte[length];
    random.nextBytes(all);
    return all;
  }

  private static SSLEngine engine(SSLContext context, boolean asClient, String version) {
    SSLEngine engine = context.createSSLEngine("localhost", 1);
    engine.setUseClientMode(asClient);
    engine.setEnabledProtocols(new String[] {version});
    return engine;
  }

  /** How many bytes go at once. */
  private interface Cut {
    int next();
  }

  private static final class Side {

    private final SSLEngine engine;
    private final TlsSession session;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    Side(SSLEngine engine) {
      this.engine = engine;
      this.session = new TlsSession(engine);
    }

    void begin() throws SSLException {
      engine.beginHandshake();
      session.receive(ByteBuffer.allocate(0));
    }

    void say(byte[] words) throws SSLException {
      session.seal(ByteBuffer.wrap(words));
    }

    byte[] heard() {
      return heard.toByteArray();
    }
  }

  /** A client, and a server. */
  private static final class Sides {

    private final Cut cut;
    private final Side ours;
    private final Side theirs;

    Sides(String version, Cut cut) {
      this(version, cut, client);
    }

    Sides(String version, Cut cut, SSLContext context) {
      this.cut = cut;
      this.ours = new Side(engine(context, true, version));
      this.theirs = new Side(engine(server, false, version));
    }

    /** Until nobody has anything to send. */
    void settle() throws SSLException {
      while (carry(ours, theirs) | carry(theirs, ours)) {}
    }

    private boolean carry(Side from, Side to) throws SSLException {
      byte[] all = from.session.toSend();
      for (int at = 0; at < all.length; ) {
        int end = Math.min(all.length, at + cut.next());
        to.heard.writeBytes(to.session.receive(ByteBuffer.wrap(Arrays.copyOfRange(all, at, end))));
        at = end;
      }
      return all.length > 0;
    }
  }
}
