package talkspurt.boot;

import akka.actor.typed.ActorSystem;
import java.util.UUID;
import talkspurt.control.CallFeed;
import talkspurt.control.LiveSound;
import talkspurt.media.Listeners;

/** The sound of this node's calls, for who listens in on any node. */
record NodeSound(CallFeed<LiveSound> feed) implements Listeners {

  /** Who is slower than this is sent what is new, not what was: a second. */
  private static final int MAX_WAITING = 10;

  static NodeSound start(ActorSystem<?> system) {
    return new NodeSound(CallFeed.start(system, "sound", MAX_WAITING));
  }

  @Override
  public boolean followed(UUID callId) {
    return feed.followed(callId);
  }

  @Override
  public void heard(UUID callId, LiveSound piece) {
    feed.tell(callId, piece);
  }
}
