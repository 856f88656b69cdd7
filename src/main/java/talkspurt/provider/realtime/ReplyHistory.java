package talkspurt.provider.realtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The bot's last replies, and what of them was heard. Not thread-safe. */
final class ReplyHistory {

  private static final int MAX_REPLIES = 16;

  private final Deque<BotReply> replies = new ArrayDeque<>();
  private final Set<String> unheard = new LinkedHashSet<>();
  private int count;

  /** A reply that begins. */
  BotReply begin() {
    count++;
    BotReply begins = new BotReply("reply-" + count);
    replies.add(begins);
    if (replies.size() > MAX_REPLIES) {
      replies.removeFirst();
    }
    return begins;
  }

  /** A reply is complete, and waits to be heard. */
  void complete(BotReply reply) {
    unheard.add(reply.name());
  }

  /** All of a reply was heard. */
  void heard(String reply) {
    unheard.remove(reply);
  }

  /** Whether all that is complete was heard. */
  boolean allHeard() {
    return unheard.isEmpty();
  }

  /** The session is gone. */
  void leave() {
    replies.forEach(spoken -> spoken.items().forEach(Memory.BotItem::leave));
  }

  /**
   * What was played of a reply is over before its end: nothing that came after was heard.
   *
   * @param growing the reply of which more may come
   * @return what the server is to know of that; nothing where the reply is not known
   */
  Optional<List<ClientEvent>> cut(String name, int playedMs, Optional<BotReply> growing) {
    List<BotReply> cut =
        replies.stream().dropWhile(reply -> !reply.name().equals(name)).toList();
    return cut.isEmpty() ? Optional.empty() : Optional.of(cut(cut, playedMs, growing));
  }

  /** Of this reply no more than so much is heard: what the server is to know of that. */
  List<ClientEvent> withhold(String name, int heardMs, Optional<BotReply> growing) {
    return replies.stream()
        .filter(reply -> reply.name().equals(name))
        .findFirst()
        .map(reply -> cut(List.of(reply), heardMs, growing))
        .orElse(List.of());
  }

  private List<ClientEvent> cut(List<BotReply> cut, int playedMs, Optional<BotReply> growing) {
    List<ClientEvent> events = new ArrayList<>();
    Set<String> truncated = new HashSet<>();
    int left = playedMs;
    for (BotReply reply : cut) {
      boolean grows = growing.filter(reply::equals).isPresent();
      for (Memory.BotItem item : reply.items()) {
        int heard = Math.min(Math.max(0, left), item.soundMs());
        left -= item.soundMs();
        boolean less = heard < item.soundMs() || grows && !item.isCut();
        if (less && item.cut(heard) && item.inSession() && truncated.add(item.item())) {
          events.add(new ClientEvent.Truncate(item.item(), item.startMs() + heard));
        }
      }
      left = 0;
      unheard.remove(reply.name());
    }
    return events;
  }
}
