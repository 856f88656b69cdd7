package talkspurt.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what PEM files hold: certificates; keys as PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE KEY})
 * and SEC1 ({@code EC PRIVATE KEY}). The JDK reads the first; the others are put into that form.
 */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

  /** Which kind of key follows: rsaEncryption (with its empty parameters), id-ecPublicKey. */
  private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int CURVE = 0xa0;
  private static final int LONG_LENGTH = 0x80;

  /** Of the older forms: what stands before the key says how it is encrypted. */
  private static final String HEADER = ":";

  private Pem() {}

  /** A part of a file. */
  private record Block(String label, String body) {

    byte[] der() {
      return Base64.getMimeDecoder().decode(body);
    }
  }

  private static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(text);
    while (found.find()) {
      blocks.add(new Block(found.group(1), found.group(2)));
    }
    return blocks;
  }

  /**
   * The certificates of a file, in its order.
   *
   * @param text what is in the file
   * @throws IllegalArgumentException when there is none, or one that cannot be read
   */
  static List<X509Certificate> certificates(PemFile file, String text) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks(text)) {
        if (block.label().endsWith("CERTIFICATE")) {
          certificates.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException faulty) {
      throw file.wrong("holds a certificate that cannot be read", "certificates as PEM");
    }
    if (certificates.isEmpty()) {
      throw file.wrong("holds no certificate", "certificates as PEM (BEGIN CERTIFICATE)");
    }
    return certificates;
  }

  /**
   * The first key of a file.
   *
   * @param text what is in the file
   * @throws IllegalArgumentException when there is none, or one that cannot be read
   */
  static PrivateKey key(PemFile file, String text) {
    for (Block block : blocks(text)) {
      if (block.label().endsWith("PRIVATE KEY")) {
        return key(file, block);
      }
    }
    throw file.wrong("holds no key", "a private key as PEM (BEGIN PRIVATE KEY)");
  }

  private static PrivateKey key(PemFile file, Block block) {
    if (block.label().startsWith("ENCRYPTED") || block.body().contains(HEADER)) {
      throw file.wrong("holds a key with a passphrase", "a key without one");
    }
    byte[] pkcs8;
    try {
      pkcs8 = switch (block.label()) {
        case "PRIVATE KEY" -> block.der();
        case "RSA PRIVATE KEY" -> pkcs8(RSA, block.der());
        case "EC PRIVATE KEY" -> pkcs8(joined(EC, curve(block.der())), block.der());
        default -> throw new IllegalArgumentException(block.label());
      };
    } catch (IllegalArgumentException | BufferUnderflowException faulty) {
      throw unreadable(file);
    }
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException another) {
        continue;
      }
    }
    throw unreadable(file);
  }

  private static IllegalArgumentException unreadable(PemFile file) {
    return file.wrong(
        "holds a key that cannot be read",
        "RSA, EC (P-256, P-384, P-521) or Ed25519 as PKCS#8, PKCS#1 or SEC1");
  }

  /** RFC 5208: the version, the kind of key, the key in the form of its kind. */
  private static byte[] pkcs8(byte[] kind, byte[] key) {
    return der(SEQUENCE, joined(VERSION_0, der(SEQUENCE, kind), der(OCTETS, key)));
  }

  /** RFC 5915: the version, the key, and behind a tag of its own the curve's name. */
  private static byte[] curve(byte[] sec1) {
    ByteBuffer parts = ByteBuffer.wrap(sec1);
    parts.get();
    length(parts);
    while (true) {
      int tag = parts.get() & 0xff;
      byte[] value = new byte[length(parts)];
      parts.get(value);
      if (tag == CURVE) {
        return value;
      }
    }
  }

  /** In DER, one byte up to 127; of longer ones, how many bytes follow. */
  private static int length(ByteBuffer der) {
    int first = der.get() & 0xff;
    int length = first < LONG_LENGTH ? first : 0;
    for (int n = LONG_LENGTH; n < first; n++) {
      length = length << 8 | der.get() & 0xff;
    }
    if (length < 0 || length > der.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }

  /** DER wants the shortest form of a length. */
  private static byte[] der(int tag, byte[] value) {
    int bytes = value.length;
    byte[] length = bytes < LONG_LENGTH
        ? new byte[] {(byte) bytes}
        : bytes <= 0xff
            ? new byte[] {(byte) (LONG_LENGTH + 1), (byte) bytes}
            : new byte[] {(byte) (LONG_LENGTH + 2), (byte) (bytes >> 8), (byte) bytes};
    return joined(new byte[] {(byte) tag}, length, value);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
