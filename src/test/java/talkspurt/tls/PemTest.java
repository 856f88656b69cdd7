package talkspurt.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.TestAuthority;

class PemTest {

  private static final PemFile FILE = new PemFile("key-file", Path.of("/etc/key.pem"));

  private static PrivateKey made(String kind, int bits) throws Exception {
    if (kind.equals("RSA")) {
      return rsa(bits);
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    if (bits > 0) {
      generator.initialize(bits);
    }
    return generator.generateKeyPair().getPrivate();
  }

  /** Of that form and size; nobody signs with it, so its numbers need not be prime, which takes seconds to find. */
  private static PrivateKey rsa(int bits) throws Exception {
    Random random = new Random(bits);
    BigInteger[] halves = Stream.generate(
            () -> new BigInteger(bits / 2, random).setBit(bits / 2 - 1))
        .limit(5)
        .toArray(BigInteger[]::new);
    BigInteger modulus = halves[0].multiply(halves[1]).setBit(bits - 1);
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new RSAPrivateCrtKeySpec(
            modulus,
            BigInteger.valueOf(65_537),
            modulus.subtract(BigInteger.TWO),
            halves[0],
            halves[1],
            halves[2],
            halves[3],
            halves[4]));
  }

  @ParameterizedTest
  @CsvSource({"RSA, 2048", "EC, 256", "EC, 384", "EC, 521", "Ed25519, 0"})
  void readsKeysInTheUsualForm(String kind, int bits) throws Exception {
    PrivateKey key = made(kind, bits);
    String text = "Bag Attributes: <none>\r\n"
        + TestAuthority.pem("PRIVATE KEY", key.getEncoded()).replace("\n", "\r\n");
    assertThat(Pem.key(FILE, text)).isEqualTo(key);
  }

  /** RFC 8017, A.1.2: what PKCS#8 has behind 26 bytes of its own. */
  @ParameterizedTest
  @ValueSource(ints = {2048, 3072, 4096})
  void readsRsaKeysInTheirOwnForm(int bits) throws Exception {
    PrivateKey key = made("RSA", bits);
    byte[] whole = key.getEncoded();
    String text = TestAuthority.pem("RSA PRIVATE KEY", Arrays.copyOfRange(whole, 26, whole.length));
    assertThat(Pem.key(FILE, text)).isEqualTo(key);
  }

  /** RFC 5915, as {@code openssl ecparam -genkey} writes it, with the curve in front. */
  @ParameterizedTest
  @CsvSource({
    "256, 303102010104, a00a06082a8648ce3d030107",
    "256, 307702010104, a00a06082a8648ce3d030107a144034200PUBLIC",
    "384, 303e02010104, a00706052b81040022",
    "521, 305002010104, a00706052b81040023"
  })
  void readsEllipticKeysInTheirOwnForm(int bits, String before, String behind) throws Exception {
    ECPrivateKey key = (ECPrivateKey) made("EC", bits);
    int bytes = (bits + 7) / 8;
    String secret = "0".repeat(2 * bytes) + key.getS().toString(16);
    String der = before
        + Integer.toHexString(bytes)
        + secret.substring(secret.length() - 2 * bytes)
        + behind.replace("PUBLIC", "04" + "11".repeat(64));
    String text = TestAuthority.pem("EC PARAMETERS", new byte[] {6, 0})
        + TestAuthority.pem("EC PRIVATE KEY", HexFormat.of().parseHex(der));
    ECPrivateKey read = (ECPrivateKey) Pem.key(FILE, text);
    assertThat(read.getS()).isEqualTo(key.getS());
    assertThat(read.getParams().getOrder()).isEqualTo(key.getParams().getOrder());
  }

  @ParameterizedTest
  @CsvSource({
    "CERTIFICATE, AAAA, holds no key",
    "PRIVATE KEY, AAAA, cannot be read",
    "EC PRIVATE KEY, AAAA, cannot be read",
    "EC PRIVATE KEY, MAMCAQE=, cannot be read",
    "RSA PRIVATE KEY, '', cannot be read",
    "DSA PRIVATE KEY, AAAA, cannot be read",
    "ENCRYPTED PRIVATE KEY, AAAA, passphrase",
    "RSA PRIVATE KEY, 'Proc-Type: 4,ENCRYPTED', passphrase",
  })
  void tellsWhyAKeyIsOfNoUse(String label, String body, String why) {
    String text = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    assertThatThrownBy(() -> Pem.key(FILE, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("key-file names /etc/key.pem, which ")
        .hasMessageContaining(why)
        .hasMessageContaining("; allowed: ");
  }

  @ParameterizedTest
  @CsvSource({
    "PRIVATE KEY, AAAA, holds no certificate",
    "CERTIFICATE, AAAA, cannot be read",
    "CERTIFICATE, '!A', cannot be read"
  })
  void tellsWhyACertificateIsOfNoUse(String label, String body, String why) {
    String text = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    assertThatThrownBy(() -> Pem.certificates(FILE, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
