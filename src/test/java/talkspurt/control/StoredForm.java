package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;

/** What the journal makes of an object, by the serializers as they are configured. */
final class StoredForm {

  static final int EVENT_ID = 7401;
  static final int STATE_ID = 7402;

  private final Serialization serialization;

  StoredForm(ActorSystem<?> system) {
    this.serialization = SerializationExtension.get(system);
  }

  Object andBack(Object object) {
    return read(id(object), manifest(object), bytes(object));
  }

  int id(Object object) {
    return serializer(object).identifier();
  }

  String manifest(Object object) {
    return Serializers.manifestFor(serializer(object), object);
  }

  byte[] bytes(Object object) {
    return serialization.serialize(object).get();
  }

  Object read(int id, String manifest, byte[] bytes) {
    return serialization.deserialize(bytes, id, manifest).get();
  }

  private Serializer serializer(Object object) {
    return serialization.findSerializerFor(object);
  }
}
