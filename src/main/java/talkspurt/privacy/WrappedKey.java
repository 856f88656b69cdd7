package talkspurt.privacy;

/**
 * A call's key as it is kept.
 *
 * @param master the id of the master key that encrypts it; empty: none does, and these are its bytes
 * @param bytes what {@link MasterKeys} made of the key
 */
public record WrappedKey(String master, byte[] bytes) {

  @Override
  public String toString() {
    return "WrappedKey[master=" + master + ", bytes=***]";
  }
}
