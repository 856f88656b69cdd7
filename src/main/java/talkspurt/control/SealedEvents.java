package talkspurt.control;

import akka.serialization.Serialization;

/** Reads events of calls as they are kept: encrypted, plain, or erased. */
final class SealedEvents {

  private final Serialization serialization;

  /** @param serialization reads events: see {@link LenientSerialization} */
  SealedEvents(Serialization serialization) {
    this.serialization = serialization;
  }

  /**
   * What has happened, an {@link ErasedEvent}, or an {@link UnreadableEvent}.
   *
   * @param stored what the row holds
   * @param seal how the call is kept
   */
  Object read(Object stored, CallSeal seal, String persistenceId, long number) {
    if (seal instanceof CallSeal.Erased) {
      return ErasedEvent.ERASED;
    }
    if (!(stored instanceof SealedBytes sealed)) {
      return stored;
    }
    if (seal instanceof CallSeal.Keyed keyed) {
      return Sealing.opened(keyed.key(), Sealing.Row.EVENT, persistenceId, number, sealed.bytes())
          .<Object>map(open -> serialization
              .deserialize(open.bytes(), open.serializer(), open.manifest())
              .get())
          .orElseGet(() -> new UnreadableEvent("its call's key does not open the row"));
    }
    if (seal instanceof CallSeal.Locked locked) {
      return new UnreadableEvent("its call's key is encrypted with master key '" + locked.master()
          + "', which is not in the settings or is another one now");
    }
    // without a key: the key was lost, or this is a backup without keys
    return ErasedEvent.ERASED;
  }
}
