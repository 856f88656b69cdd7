package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells those who follow the journal that this node has written to it, so that they need not look all the
 * time. Thread-safe.
 */
final class JournalSignal implements Extension {

  private static final Id ID = new Id();

  private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();

  static JournalSignal of(ActorSystem<?> system) {
    return ID.apply(system);
  }

  /** Something was written, and can be read. */
  void written() {
    followers.forEach(Runnable::run);
  }

  /** @param follower told on the writer's thread: has to return at once */
  void follow(Runnable follower) {
    followers.add(follower);
  }

  void unfollow(Runnable follower) {
    followers.remove(follower);
  }

  private static final class Id extends ExtensionId<JournalSignal> {
    @Override
    public JournalSignal createExtension(ActorSystem<?> system) {
      return new JournalSignal();
    }
  }
}
