package talkspurt.recording;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens the frames of one file: AES-256-GCM with a key of the file's own; the nonce is the file's prefix (7 bytes), the
 * frame's number (4) and whether it is the last (1), as in the STREAM construction. So no frame can stand in
 * another's place, and none behind the last. Not thread-safe.
 */
final class FrameCipher {

  static final int TAG_BYTES = 16;
  static final int LENGTH_BYTES = 4;
  static final int NUMBER_BYTES = 4;

  /** Of clear bytes in a frame. */
  static final int MAX_CLEAR = 64 * 1024;

  private static final String AES_GCM = "AES/GCM/NoPadding";

  private final SecretKeySpec key;
  private final byte[] prefix;
  private final Cipher cipher;

  private FrameCipher(SecretKeySpec key, byte[] prefix, Cipher cipher) {
    this.key = key;
    this.prefix = prefix;
    this.cipher = cipher;
  }

  /**
   * Of a file.
   *
   * @throws MissingKeyException where its key is not there
   */
  static FrameCipher of(SealHead head, RecordingKeys keys) throws MissingKeyException {
    byte[] own = Hkdf.derive(keys.of(head.keyId()), head.salt(), head.bytes());
    try {
      return new FrameCipher(
          new SecretKeySpec(own, "AES"), head.prefix(), Cipher.getInstance(AES_GCM));
    } catch (GeneralSecurityException notThere) {
      throw new IllegalStateException("every JDK has " + AES_GCM, notThere);
    }
  }

  private GCMParameterSpec nonce(int number, boolean last) {
    byte[] nonce = ByteBuffer.allocate(prefix.length + NUMBER_BYTES + 1)
        .put(prefix)
        .putInt(number)
        .put((byte) (last ? 1 : 0))
        .array();
    return new GCMParameterSpec(8 * TAG_BYTES, nonce);
  }

  /** Bytes that only whoever has the key can read or make. Each number is for one frame alone. */
  byte[] seal(int number, boolean last, byte[] clear, int from, int count) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, nonce(number, last));
      return cipher.doFinal(clear, from, count);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What was sealed as this; null where these bytes are not. */
  byte[] open(int number, boolean last, byte[] sealed, int from, int count) {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, nonce(number, last));
      return cipher.doFinal(sealed, from, count);
    } catch (AEADBadTagException changed) {
      return null;
    } catch (GeneralSecurityException tooShort) {
      return null;
    }
  }
}
