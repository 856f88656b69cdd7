package talkspurt.control;

import akka.serialization.SerializerWithStringManifest;

/** Marks rows that are encrypted: what they hold is read with their call's key ({@link SealedBytes}). */
final class SealedSerializer extends SerializerWithStringManifest {

  /** Written beside each row; never to be changed. */
  static final int ID = 7403;

  @Override
  public int identifier() {
    return ID;
  }

  @Override
  public String manifest(Object sealed) {
    return "";
  }

  @Override
  public byte[] toBinary(Object sealed) {
    return ((SealedBytes) sealed).bytes();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    return new SealedBytes(bytes);
  }
}
