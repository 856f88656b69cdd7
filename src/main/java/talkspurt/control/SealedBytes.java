package talkspurt.control;

/**
 * An event or a snapshot, encrypted.
 *
 * @param bytes see {@link Sealing}
 */
record SealedBytes(byte[] bytes) {

  @Override
  public String toString() {
    return bytes.length + " sealed bytes";
  }
}
