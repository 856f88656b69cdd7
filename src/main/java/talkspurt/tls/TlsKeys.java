package talkspurt.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * What PEM files say, ready for connections: TLS 1.2 and 1.3, and of their ciphers those with forward secrecy and
 * authenticated encryption.
 *
 * @param expires when the first certificate of this side's chain does
 */
record TlsKeys(SSLContext context, Optional<Instant> expires) {

  private static final char[] IN_MEMORY = new char[0];
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final byte[] ANYTHING = "talkspurt".getBytes(StandardCharsets.US_ASCII);

  /**
   * Reads them.
   *
   * @param texts what is in the files
   * @throws IllegalArgumentException when one is faulty; begins with the setting that names it
   */
  static TlsKeys of(PemFiles files, PemFiles.Texts texts) {
    try {
      KeyManager[] own = null;
      Optional<Instant> expires = Optional.empty();
      if (files.certificate().isPresent()) {
        PemFile certificate = files.certificate().get();
        List<X509Certificate> chain =
            Pem.certificates(certificate, texts.certificate().orElseThrow());
        PrivateKey key = Pem.key(files.key().orElseThrow(), texts.key().orElseThrow());
        if (!fits(key, chain.get(0).getPublicKey())) {
          throw certificate.wrong(
              "does not begin with the certificate of the key in "
                  + files.key().get().path(),
              "the own certificate first, then the one that vouches for it, and so on");
        }
        own = keyManagers(certificate, chain, key);
        expires =
            chain.stream().map(one -> one.getNotAfter().toInstant()).min(Comparator.naturalOrder());
      }
      TrustManager[] trusted = null;
      if (files.trust().isPresent()) {
        trusted =
            trustManagers(Pem.certificates(files.trust().get(), texts.trust().orElseThrow()));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, trusted, null);
      return new TlsKeys(context, expires);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("TLS cannot begin: " + impossible, impossible);
    }
  }

  /** Whether what the key signs is what the other believes. */
  private static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
    String kind = key.getAlgorithm();
    Signature signing = Signature.getInstance(
        switch (kind) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> kind;
        });
    try {
      signing.initSign(key);
      signing.update(ANYTHING);
      byte[] signed = signing.sign();
      signing.initVerify(certified);
      signing.update(ANYTHING);
      return signing.verify(signed);
    } catch (InvalidKeyException | SignatureException another) {
      return false;
    }
  }

  private static KeyManager[] keyManagers(PemFile file, List<X509Certificate> chain, PrivateKey key)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    try {
      store.setKeyEntry("own", key, IN_MEMORY, chain.toArray(X509Certificate[]::new));
    } catch (KeyStoreException noChain) {
      throw file.wrong(
          "holds certificates that are no chain",
          "the own certificate first, then the one that vouches for it, and so on");
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, IN_MEMORY);
    return managers.getKeyManagers();
  }

  private static TrustManager[] trustManagers(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    for (int n = 0; n < authorities.size(); n++) {
      store.setCertificateEntry("authority-" + n, authorities.get(n));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers.getTrustManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  SSLEngine server(ClientCertificates clients) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    limit(engine);
    clients.askBy(engine);
    return engine;
  }

  /** Believes a server whose certificate is trusted and names the host. */
  SSLEngine client(String host, int port) {
    SSLEngine engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    limit(engine);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static void limit(SSLEngine engine) {
    engine.setEnabledProtocols(PROTOCOLS);
    engine.setEnabledCipherSuites(Arrays.stream(engine.getEnabledCipherSuites())
        .filter(TlsKeys::strong)
        .toArray(String[]::new));
  }

  /** Names of TLS 1.3 tell no exchange of keys: all of those have forward secrecy. */
  private static boolean strong(String suite) {
    boolean forward = suite.contains("_ECDHE_") || !suite.contains("_WITH_");
    return forward && (suite.contains("_GCM_") || suite.contains("_CHACHA20_"));
  }
}
