package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import talkspurt.call.CallEvent;
import talkspurt.call.CallState;

/**
 * Reads what earlier versions have written. The files are never written again: an event or state
 * that changes gets a file more.
 */
class StoredJournalTest {

  private static ActorTestKit kit;
  private static StoredForm stored;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("stored", NodeConfig.h2Memory("stored"));
    stored = new StoredForm(kit.system());
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @TestFactory
  Stream<DynamicTest> readsEachEventThatWasEverWritten() {
    return Stream.concat(
        readsEach("event-", StoredForm.EVENT_ID, Vocabulary.events()),
        readsEach("event-", StoredForm.EVENT_ID, Vocabulary.laterEvents()));
  }

  @TestFactory
  Stream<DynamicTest> readsASnapshotOfEachState() {
    return Stream.concat(
        readsEach("state-", StoredForm.STATE_ID, Vocabulary.states()),
        readsEach("state-", StoredForm.STATE_ID, Vocabulary.laterStates()));
  }

  @Test
  void aFileIsStoredForEachKindOfEventAndState() {
    assertThat(Vocabulary.events().values().stream().<Class<?>>map(Object::getClass))
        .containsExactlyInAnyOrder(CallEvent.class.getPermittedSubclasses());
    assertThat(Vocabulary.states().values().stream()
            .<Class<?>>map(Object::getClass)
            .distinct())
        .containsExactlyInAnyOrder(CallState.class.getPermittedSubclasses());
  }

  private static Stream<DynamicTest> readsEach(String prefix, int id, Map<String, ?> expected) {
    return expected.entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
          byte[] bytes = file(prefix + entry.getKey() + ".cbor", entry.getValue());
          assertThat(stored.read(id, "", bytes)).isEqualTo(entry.getValue());
        }));
  }

  private static byte[] file(String name, Object object) throws IOException {
    try (InputStream in = StoredJournalTest.class.getResourceAsStream("/journal/" + name)) {
      return in == null ? missing(name, object) : in.readAllBytes();
    }
  }

  private static byte[] missing(String name, Object object) throws IOException {
    Path made = Path.of("target", "journal", name);
    Files.createDirectories(made.getParent());
    Files.write(made, stored.bytes(object));
    return fail("no file is stored for it; move " + made + " to src/test/resources/journal");
  }
}
