package talkspurt.recording;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Derives keys from a key: HKDF with SHA-256 (RFC 5869), one block of 32 bytes. */
final class Hkdf {

  private static final String MAC = "HmacSHA256";

  private Hkdf() {}

  /**
   * A key of 32 bytes.
   *
   * @param key what it is derived from
   * @param salt random, not secret
   * @param info what it is for
   */
  static byte[] derive(byte[] key, byte[] salt, byte[] info) {
    byte[] extracted = mac(salt, key);
    byte[] block = new byte[info.length + 1];
    System.arraycopy(info, 0, block, 0, info.length);
    block[info.length] = 1;
    return mac(extracted, block);
  }

  private static byte[] mac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(text);
    } catch (GeneralSecurityException notThere) {
      throw new IllegalStateException("every JDK has " + MAC, notThere);
    }
  }

  /** Text for {@code info}. */
  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
