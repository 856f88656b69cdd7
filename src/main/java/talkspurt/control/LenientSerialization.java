package talkspurt.control;

import akka.actor.ExtendedActorSystem;
import akka.serialization.Serialization;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import scala.util.Success;
import scala.util.Try;
import talkspurt.call.CallEvent;
import talkspurt.text.OutsideText;

/**
 * Reads events of calls, sealed ones as {@link SealedBytes}; what is no event, or cannot be read, becomes an
 * {@link UnreadableEvent}.
 */
final class LenientSerialization extends Serialization {

  private static final int MAX_NAME = 60;

  LenientSerialization(ExtendedActorSystem system) {
    super(system);
  }

  @Override
  public Try<Object> deserialize(byte[] bytes, int serializerId, String manifest) {
    Try<Object> read = super.deserialize(bytes, serializerId, manifest);
    if (read.isFailure()) {
      return new Success<>(new UnreadableEvent(reason(read.failed().get(), serializerId)));
    }
    return read.get() instanceof SealedBytes
            || read.get() instanceof CallEvent event && event.at() != null
        ? read
        : new Success<>(new UnreadableEvent("no event of a call, serializer " + serializerId));
  }

  /** Jackson's own messages quote what callers said. */
  private static String reason(Throwable fault, int serializerId) {
    if (fault instanceof InvalidTypeIdException unknown && unknown.getTypeId() != null) {
      return "event of unknown type " + OutsideText.forLog(unknown.getTypeId(), MAX_NAME);
    }
    if (fault instanceof JsonProcessingException broken && broken.getLocation() != null) {
      return fault.getClass().getSimpleName() + " at byte "
          + broken.getLocation().getByteOffset();
    }
    return fault.getClass().getSimpleName() + ", serializer " + serializerId;
  }
}
