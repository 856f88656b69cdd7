package talkspurt.fake;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key of a server called {@code localhost}, with a certificate that nobody else vouches for. */
public final class LocalhostKeys {

  public static final String PASSWORD = "changeit";

  private static final String NAME = "server";

  private final KeyStore store;

  private LocalhostKeys(Path file) throws IOException, GeneralSecurityException {
    this.store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  /** Makes one, in {@code keys.p12} of this directory. */
  public static LocalhostKeys in(Path directory) throws IOException, GeneralSecurityException {
    Path file = directory.resolve("keys.p12");
    Keytool.run(List.of(
        "-genkeypair",
        "-alias",
        NAME,
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-storetype",
        "PKCS12",
        "-keystore",
        file.toString(),
        "-storepass",
        PASSWORD));
    return new LocalhostKeys(file);
  }

  /** For a server that has the key, and for clients that trust its certificate alone. */
  public SSLContext context() throws GeneralSecurityException, IOException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null);
    trusted.setCertificateEntry(NAME, store.getCertificate(NAME));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
