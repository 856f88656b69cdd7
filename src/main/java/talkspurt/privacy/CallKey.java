package talkspurt.privacy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of AES-256-GCM. What is sealed begins with its nonce, 96 random bits: of the few thousand texts that one key
 * ever seals no two have the same. Thread-safe.
 */
public final class CallKey {

  /** How long a key is. */
  public static final int BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;

  /**
   * A key that is there already.
   *
   * @param bytes {@link #BYTES} of them
   * @throws IllegalArgumentException where there are more or fewer
   */
  public CallKey(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "the key has " + bytes.length + " bytes; allowed: " + BYTES);
    }
    this.key = new SecretKeySpec(bytes, "AES");
  }

  /** A new key, which nobody knows. */
  public static CallKey random() {
    return new CallKey(randomBytes(BYTES));
  }

  /** The key itself, to be kept. */
  public byte[] bytes() {
    return key.getEncoded();
  }

  /**
   * Encrypts.
   *
   * @param context where the text belongs: it opens nowhere else
   */
  public byte[] seal(byte[] plain, byte[] context) {
    try {
      byte[] nonce = randomBytes(NONCE_BYTES);
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain);
      return ByteBuffer.allocate(nonce.length + encrypted.length)
          .put(nonce)
          .put(encrypted)
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Decrypts what was sealed with this key and in this context; empty for anything else. */
  public Optional<byte[]> open(byte[] sealed, byte[] context) {
    if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      return Optional.empty();
    }
    try {
      byte[] nonce = new byte[NONCE_BYTES];
      ByteBuffer rest = ByteBuffer.wrap(sealed).get(nonce);
      byte[] encrypted = new byte[rest.remaining()];
      rest.get(encrypted);
      return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(encrypted));
    } catch (AEADBadTagException other) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher;
  }

  private static byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return "***";
  }
}
