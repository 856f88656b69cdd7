package talkspurt.provider.realtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import talkspurt.provider.ProviderFailure.Kind;

/** Counts what a server sends and cannot be read: skipped until it is too much. Not thread-safe. */
final class UnreadableEvents {

  private final int max;
  private final Set<String> told = new HashSet<>();
  private int count;

  UnreadableEvents(int max) {
    this.max = max;
  }

  /** One more. */
  List<TalkAction> add(ServerEvent.Unreadable event) {
    List<TalkAction> actions = new ArrayList<>();
    count++;
    if (told.add(event.why())) {
      actions.add(
          new TalkAction.Warn("it sent " + event.what() + "; such events are skipped and counted"));
    }
    if (count > max) {
      actions.add(
          new TalkAction.GiveUp(Kind.BROKE_PROTOCOL, "too many messages that cannot be read"));
    }
    return actions;
  }

  /** The caller is served all the same. */
  void forgive() {
    count = 0;
  }
}
