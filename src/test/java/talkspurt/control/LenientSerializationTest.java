package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallState;
import talkspurt.control.RawJournal.Damage;

class LenientSerializationTest {

  private static ActorTestKit kit;
  private static StoredForm stored;
  private static LenientSerialization lenient;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("lenient", NodeConfig.h2Memory("lenient"));
    stored = new StoredForm(kit.system());
    lenient = new LenientSerialization((ExtendedActorSystem) kit.system().classicSystem());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void readsEachEventAsItIs() {
    Vocabulary.events()
        .values()
        .forEach(
            event -> assertThat(read(stored.id(event), stored.bytes(event))).isEqualTo(event));
  }

  @Test
  void tellsWhyAnEventCannotBeReadAndNothingOfWhatIsInIt() {
    Map<Damage, String> reasons = Map.of(
        Damage.TYPE, "event of unknown type call-praised",
        Damage.FIELD, "InvalidFormatException at byte",
        Damage.BARE, "no event of a call, serializer 7401",
        Damage.BYTES, "JsonParseException at byte",
        Damage.EMPTY, "MismatchedInputException at byte",
        Damage.NULL, "no event of a call, serializer 7401",
        Damage.SERIALIZER, "NotSerializableException, serializer 7999",
        Damage.TEXT, "no event of a call, serializer 20");
    assertThat(reasons).containsOnlyKeys(Damage.values());
    reasons.forEach((damage, reason) -> {
      Object read = read(damage.serializer(), damage.bytes());
      assertThat(read).isInstanceOf(UnreadableEvent.class);
      assertThat(((UnreadableEvent) read).reason())
          .as(damage.name())
          .startsWith(reason)
          .doesNotContain("4930");
    });
  }

  @Test
  void whatIsCutOffAnywhereIsUnreadable() {
    byte[] whole = stored.bytes(Vocabulary.events().get("call-registered"));
    for (int length = 0; length < whole.length; length++) {
      assertThat(read(StoredForm.EVENT_ID, Arrays.copyOf(whole, length)))
          .isInstanceOf(UnreadableEvent.class);
    }
  }

  @Test
  void aStateIsNoEvent() {
    assertThat(read(StoredForm.STATE_ID, stored.bytes(CallState.none())))
        .isEqualTo(new UnreadableEvent("no event of a call, serializer 7402"));
  }

  private static Object read(int serializer, byte[] bytes) {
    return lenient.deserialize(bytes, serializer, "").get();
  }
}
