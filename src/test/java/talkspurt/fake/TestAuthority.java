package talkspurt.fake;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority that vouches for keys, which it makes, too. */
public final class TestAuthority {

  private static final String PASSWORD = "changeit";
  private static final String OWN = "authority";

  private final Path file;
  private final X509Certificate certificate;

  private TestAuthority(Path file) throws IOException, GeneralSecurityException {
    this.file = file;
    this.certificate = (X509Certificate) store().getCertificate(OWN);
  }

  /** A new one, kept in this directory. */
  public static TestAuthority in(Path directory) throws Exception {
    Path file = directory.resolve("authority.p12");
    keytool(file, OWN, "-dname", "CN=Test Authority", "-ext", "bc:c", "-keyalg", "EC");
    return new TestAuthority(file);
  }

  /** A key, and the certificates for it, the own one first. */
  public record Issued(PrivateKey key, List<X509Certificate> chain) {

    /** The chain, as a server's file has it. */
    public String certificates() {
      StringBuilder all = new StringBuilder();
      for (X509Certificate one : chain) {
        all.append(pem(one));
      }
      return all.toString();
    }

    /** The key as PKCS#8. */
    public String keyPem() {
      return pem("PRIVATE KEY", key.getEncoded());
    }
  }

  /** A server's key at {@code localhost} and 127.0.0.1. */
  public Issued localhost() throws Exception {
    return issue("localhost", "-keyalg", "EC", "-ext", "san=dns:localhost,ip:127.0.0.1");
  }

  /**
   * A key of that name.
   *
   * @param options of keytool
   */
  public Issued issue(String name, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-dname", "CN=" + name, "-signer", OWN));
    all.addAll(Arrays.asList(options));
    String alias = "key-" + store().size();
    keytool(file, alias, all.toArray(String[]::new));
    KeyStore store = store();
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate one : store.getCertificateChain(alias)) {
      chain.add((X509Certificate) one);
    }
    return new Issued((PrivateKey) store.getKey(alias, PASSWORD.toCharArray()), chain);
  }

  /** What those have who believe it. */
  public String certificatePem() {
    return pem(certificate);
  }

  /** For a client, or a plain server, that believes it and shows these keys, if any. */
  public SSLContext context(Issued... shown) throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    for (Issued one : shown) {
      own.setKeyEntry(
          "own", one.key(), PASSWORD.toCharArray(), one.chain().toArray(X509Certificate[]::new));
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(OWN, certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** A block of a PEM file. */
  public static String pem(String label, byte[] der) {
    return "-----BEGIN " + label + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label
        + "-----\n";
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static void keytool(Path file, String alias, String... options) {
    List<String> command = new ArrayList<>(List.of(
        "-genkeypair",
        "-alias",
        alias,
        "-storetype",
        "PKCS12",
        "-keystore",
        file.toString(),
        "-storepass",
        PASSWORD));
    command.addAll(Arrays.asList(options));
    Keytool.run(command);
  }
}
