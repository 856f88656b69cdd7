package talkspurt.control;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells those who follow the journal that this node has written to it, so that they need not look all the
 * time; and that the database may have lost what nobody waited for. Thread-safe.
 */
final class JournalSignal implements Extension {

  private static final Id ID = new Id();

  /** Is told on the writer's thread: has to return at once. */
  interface Follower {

    /** Something was written, and can be read. */
    void written();

    /** The database was opened anew: what was written from what was read may be gone. */
    void reopened();
  }

  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();

  static JournalSignal of(ActorSystem<?> system) {
    return ID.apply(system);
  }

  void written() {
    followers.forEach(Follower::written);
  }

  void reopened() {
    followers.forEach(Follower::reopened);
  }

  void follow(Follower follower) {
    followers.add(follower);
  }

  void unfollow(Follower follower) {
    followers.remove(follower);
  }

  private static final class Id extends ExtensionId<JournalSignal> {
    @Override
    public JournalSignal createExtension(ActorSystem<?> system) {
      return new JournalSignal();
    }
  }
}
