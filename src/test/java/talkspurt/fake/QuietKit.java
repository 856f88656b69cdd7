package talkspurt.fake;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An actor system for the tests of one class, which provokes what would fill the log. */
public final class QuietKit implements BeforeAllCallback, AfterAllCallback {

  private final String name;
  private ActorTestKit kit;

  public QuietKit(String name) {
    this.name = name;
  }

  @Override
  public void beforeAll(ExtensionContext tests) {
    kit = ActorTestKit.create(
        name, ConfigFactory.parseString("akka.loglevel = OFF, akka.stdout-loglevel = OFF"));
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    kit.shutdownTestKit();
  }

  public ActorSystem<Void> system() {
    return kit.system();
  }

  public TestProbe<Object> createTestProbe() {
    return kit.createTestProbe();
  }
}
