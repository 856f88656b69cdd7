package talkspurt.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import talkspurt.fake.TestAuthority;
import talkspurt.fake.TestAuthority.Issued;
import talkspurt.telemetry.Metrics;

@Timeout(60)
class ReloadingTlsTest {

  @TempDir
  private static Path made;

  private static TestAuthority authority;
  private static Issued first;
  private static Issued second;

  @TempDir
  private Path dir;

  private final Metrics metrics = Metrics.notExposed();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Instant now = Instant.now();
  private Path certificate;
  private Path key;

  @BeforeAll
  static void make() throws Exception {
    authority = TestAuthority.in(made);
    first = authority.localhost();
    second = authority.issue(
        "localhost", "-keyalg", "RSA", "-ext", "san=dns:localhost", "-validity", "30");
  }

  @BeforeEach
  void begin() throws IOException {
    certificate = dir.resolve("tls.crt");
    key = dir.resolve("tls.key");
    put(first);
    log.start();
    ((Logger) LoggerFactory.getLogger(ReloadingTls.class)).addAppender(log);
  }

  @AfterEach
  void end() {
    ((Logger) LoggerFactory.getLogger(ReloadingTls.class)).detachAppender(log);
  }

  private void put(Issued keys) throws IOException {
    Files.writeString(certificate, keys.certificates());
    Files.writeString(key, keys.keyPem());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  private PemFiles files() {
    return new PemFiles(
        Optional.of(new PemFile("certificate-file", certificate)),
        Optional.of(new PemFile("key-file", key)),
        Optional.empty());
  }

  private ReloadingTls begun() {
    return new ReloadingTls("listeners", files(), () -> now, metrics.tls());
  }

  private String figures() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, metrics.registry().scrape());
    return text.toString(StandardCharsets.UTF_8);
  }

  private List<String> told() {
    return log.list.stream()
        .map(line -> line.getLevel() + " " + line.getFormattedMessage())
        .toList();
  }

  private static SSLEngine client() throws Exception {
    SSLEngine engine = authority.context().createSSLEngine("localhost", 1);
    engine.setUseClientMode(true);
    return engine;
  }

  private static String shown(ReloadingTls tls) throws Exception {
    SSLEngine client = client();
    Handshake.between(client, tls.server(ClientCertificates.NONE));
    return client.getSession().getPeerCertificates()[0].getPublicKey().getAlgorithm();
  }

  @Test
  void newConnectionsGetTheNewCertificateAndOpenOnesStay() throws Exception {
    ReloadingTls tls = begun();
    SSLEngine before = client();
    SSLEngine beforeHere = tls.server(ClientCertificates.NONE);
    Handshake.between(before, beforeHere);
    tls.look();
    assertThat(told()).isEmpty();

    put(second);
    assertThat(shown(tls)).as("until it is looked").isEqualTo("EC");
    tls.look();
    assertThat(shown(tls)).isEqualTo("RSA");
    assertThat(told()).singleElement().asString().startsWith("INFO TLS of listeners read again");
    assertThat(figures())
        .contains("talkspurt_tls_reloads_total{of=\"listeners\",outcome=\"taken\"} 1.0")
        .contains("talkspurt_tls_reloads_total{of=\"listeners\",outcome=\"faulty\"} 0.0");
    assertThat(Handshake.sent(before, beforeHere, "still there")).isEqualTo("still there");
  }

  @Test
  void faultyFilesLeaveTheOldCertificateAndAreToldOnce() throws Exception {
    ReloadingTls tls = begun();
    Files.writeString(key, second.keyPem());
    tls.look();
    tls.look();
    assertThat(shown(tls)).isEqualTo("EC");
    assertThat(told())
        .containsExactly("WARN TLS of listeners stays as it was: certificate-file names "
            + certificate + ", which does not begin with the certificate of the key in " + key
            + "; allowed: the own certificate first, then the one that vouches for it, and so on");
    assertThat(figures())
        .contains("talkspurt_tls_reloads_total{of=\"listeners\",outcome=\"faulty\"} 1.0");

    Files.writeString(certificate, second.certificates());
    tls.look();
    assertThat(shown(tls)).isEqualTo("RSA");

    Files.delete(certificate);
    tls.look();
    tls.look();
    assertThat(shown(tls)).isEqualTo("RSA");
    assertThat(told()).hasSize(3).last().asString().contains("WARN").contains("cannot be read");
    put(second);
    tls.look();
    Files.delete(certificate);
    tls.look();
    assertThat(told()).as("once more after it was well").hasSize(4);
  }

  @Test
  void tellsWhenTheCertificateExpiresOnceADay() throws Exception {
    Instant end = second.chain().get(0).getNotAfter().toInstant();
    put(second);
    ReloadingTls tls = begun();
    assertThat(figures())
        .contains("talkspurt_tls_certificate_expiry_timestamp_seconds{of=\"listeners\"} "
            + (double) end.getEpochSecond());
    now = end.minus(Duration.ofDays(14));
    tls.look();
    assertThat(told()).isEmpty();
    now = now.plusSeconds(1);
    tls.look();
    now = now.plus(Duration.ofDays(1)).minusSeconds(1);
    tls.look();
    assertThat(told()).containsExactly("WARN TLS certificate of listeners expires soon, " + end);
    now = now.plusSeconds(1);
    tls.look();
    assertThat(told()).hasSize(2);
    now = end.plusSeconds(1);
    tls.look();
    assertThat(told()).hasSize(3).last().asString().contains("has expired");
    put(first);
    tls.look();
    assertThat(told()).hasSize(4).last().asString().startsWith("INFO");
  }

  @Test
  void theCertificateOfTheChainThatExpiresFirstCounts() throws Exception {
    Issued longer = authority.issue(
        "localhost", "-keyalg", "EC", "-ext", "san=dns:localhost", "-validity", "900");
    Instant end = longer.chain().get(1).getNotAfter().toInstant();
    assertThat(end).isBefore(longer.chain().get(0).getNotAfter().toInstant());
    put(longer);
    now = end.minus(Duration.ofDays(13));
    begun();
    assertThat(told()).containsExactly("WARN TLS certificate of listeners expires soon, " + end);
    assertThat(figures())
        .contains("talkspurt_tls_certificate_expiry_timestamp_seconds{of=\"listeners\"} "
            + (double) end.getEpochSecond());
  }

  /** The scheduler would look no more after a look that threw. */
  @Test
  void whateverGoesWrongWithOneLookTheNextComes() throws Exception {
    Map<String, String> anew = Map.of("create", "true");
    ReloadingTls tls;
    try (FileSystem archive = FileSystems.newFileSystem(dir.resolve("keys.zip"), anew)) {
      certificate = Files.copy(certificate, archive.getPath("/tls.crt"));
      tls = begun();
    }
    tls.look();
    tls.look();
    assertThat(shown(tls)).isEqualTo("EC");
    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("WARN TLS of listeners stays as it was: ")
        .endsWith("ClosedFileSystemException");
  }

  @Test
  void warnsOfAKeyThatOthersMayRead() throws IOException {
    for (String mode : List.of("rw-r-----", "rw----r--")) {
      log.list.clear();
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
      begun();
      assertThat(told())
          .containsExactly("WARN key-file of listeners is open to others than its owner: " + key
              + " (chmod 600)");
    }
  }

  @Test
  void aBeginningWithFaultyFilesFails() throws IOException {
    Files.writeString(certificate, second.certificates() + first.certificates());
    Files.writeString(key, second.keyPem());
    assertThatThrownBy(this::begun).hasMessageContaining("holds certificates that are no chain");
    Files.delete(key);
    assertThatThrownBy(() -> files().check()).hasMessageStartingWith("key-file names ");
    assertThatThrownBy(() -> new PemFiles(
            Optional.of(new PemFile("certificate-file", certificate)),
            Optional.empty(),
            Optional.empty()))
        .hasMessageStartingWith("key-file is empty");
  }

  @Test
  void oldVersionsAndWeakCiphersAreRefused() throws Exception {
    SSLEngine server = begun().server(ClientCertificates.NONE);
    assertThat(server.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    assertThat(server.getEnabledCipherSuites())
        .contains("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
        .noneMatch(suite -> suite.contains("_CBC_") || suite.startsWith("TLS_RSA_"));
    SSLEngine old = client();
    old.setEnabledProtocols(new String[] {"TLSv1.1"});
    assertThatThrownBy(() -> Handshake.between(old, server)).isInstanceOf(SSLException.class);
  }

  @Test
  void clientsAreAskedForACertificateAsSet() throws Exception {
    PemFiles trusting = new PemFiles(
        files().certificate(),
        files().key(),
        Optional.of(new PemFile(
            "client-ca-file",
            Files.writeString(dir.resolve("ca.crt"), authority.certificatePem()))));
    ReloadingTls tls = new ReloadingTls("listeners", trusting, () -> now, metrics.tls());
    SSLEngine anonymous = client();
    assertThatThrownBy(() -> Handshake.between(anonymous, tls.server(ClientCertificates.NEEDED)))
        .isInstanceOf(SSLException.class);
    Handshake.between(client(), tls.server(ClientCertificates.WANTED));

    SSLEngine known = authority.context(second).createSSLEngine("localhost", 1);
    known.setUseClientMode(true);
    SSLEngine server = tls.server(ClientCertificates.NEEDED);
    Handshake.between(known, server);
    assertThat(server.getSession().getPeerPrincipal().getName()).isEqualTo("CN=localhost");
  }

  @Test
  void aServerThatIsDialledHasToBeTrustedAndCalledSo() throws Exception {
    ReloadingTls server = begun();
    ReloadingTls dialling = new ReloadingTls(
        "lines",
        new PemFiles(
            Optional.empty(),
            Optional.empty(),
            Optional.of(new PemFile(
                "trust-file",
                Files.writeString(dir.resolve("ca.crt"), authority.certificatePem())))),
        () -> now,
        metrics.tls());
    Handshake.between(dialling.client("localhost", 1), server.server(ClientCertificates.NONE));
    assertThatThrownBy(() -> Handshake.between(
            dialling.client("asterisk.example", 1), server.server(ClientCertificates.NONE)))
        .isInstanceOf(SSLException.class);
    ReloadingTls standard = new ReloadingTls("lines", PemFiles.NONE, () -> now, metrics.tls());
    assertThatThrownBy(() -> Handshake.between(
            standard.client("localhost", 1), server.server(ClientCertificates.NONE)))
        .isInstanceOf(SSLException.class);
  }
}
