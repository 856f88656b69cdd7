package talkspurt.fake;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.opentest4j.TestAbortedException;

/**
 * The PostgreSQL of this JVM, which takes seconds to start: started by the first test that needs one, and stopped
 * when the JVM ends. Each test makes databases of its own in it, with names that no other test has.
 */
public final class SharedPostgres {

  private static EmbeddedPostgres running;
  private static TestAbortedException noneHere;

  private SharedPostgres() {}

  /** Where none can be started, the tests that need one say that they are skipped. */
  public static synchronized EmbeddedPostgres server() {
    if (noneHere != null) {
      throw noneHere;
    }
    if (running == null) {
      try {
        running = EmbeddedPostgres.start();
      } catch (IOException | IllegalStateException cannot) {
        noneHere = new TestAbortedException("no PostgreSQL can be started here: " + cannot, cannot);
        throw noneHere;
      }
    }
    return running;
  }
}
